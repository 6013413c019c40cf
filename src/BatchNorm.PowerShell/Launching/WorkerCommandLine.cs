using System.Globalization;
using System.Text;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>Writes the command line of a worker: a PowerShell that imports the module and works on a sweep until nothing is left to do.</summary>
internal static class WorkerCommandLine
{
    /// <summary>All characters that PowerShell takes for a single quote; doubled, each stands for itself.</summary>
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";

    /// <summary>What a worker writes goes into a log, where colours would be control characters.</summary>
    private const string WithoutColours = "$PSStyle.OutputRendering = 'PlainText'";

    /// <summary>The command line of a worker.</summary>
    /// <param name="pwsh">PowerShell's program, by its whole path.</param>
    /// <param name="module">The module's manifest, by its whole path.</param>
    /// <param name="options">What the worker is told.</param>
    /// <exception cref="ArgumentException">A text has a line break or another control character, or a number is out of its range.</exception>
    public static WorkerCommand Of(string pwsh, string module, WorkerOptions options)
    {
        options.Check();
        var script = new StringBuilder($"{WithoutColours}; Import-Module {Quoted(module)} -ErrorAction Stop; Invoke-BatchNormSweep -Path {Quoted(options.Path)}");
        script.Append(CultureInfo.InvariantCulture, $" -ThrottleLimit {options.Threads}");
        if (options.TimeLimit is { } limit)
            script.Append(CultureInfo.InvariantCulture, $" -TimeLimit {Quoted(limit.ToString("c", CultureInfo.InvariantCulture))}");
        if (options.RetryCount is { } retries)
            script.Append(CultureInfo.InvariantCulture, $" -RetryCount {retries}");
        if (!options.Lingers)
            script.Append(" -NoWait");
        if (options.StartAt > 0)
            script.Append(CultureInfo.InvariantCulture, $" -StartAt {options.StartAt:0.####}");
        if (options.Dataset is { } dataset)
            script.Append(CultureInfo.InvariantCulture, $" -Dataset {Quoted(dataset)}");
        if (options.DatasetPath is { } datasetPath)
            script.Append(CultureInfo.InvariantCulture, $" -DatasetPath {Quoted(datasetPath)}");
        return new WorkerCommand(pwsh, ["-NoProfile", "-NonInteractive", "-Command", script.ToString()]);
    }

    /// <summary>A text as PowerShell reads it back, whatever it holds.</summary>
    private static string Quoted(string text)
    {
        if (text.Any(char.IsControl))
            throw new ArgumentException($"'{string.Concat(text.Select(character => char.IsControl(character) ? '?' : character))}' has a line break or another control character where the ? stands, which no command line can hold. Choose a path without one.");

        var quoted = new StringBuilder("'");
        foreach (char character in text)
            quoted.Append(character, SingleQuotes.Contains(character, StringComparison.Ordinal) ? 2 : 1);
        return quoted.Append('\'').ToString();
    }
}

using System.Globalization;
using System.Text;
using BatchNorm.Files;
using BatchNorm.Peers.Contestants;
using BatchNorm.Reporting;

namespace BatchNorm.Peers.Reporting;

/// <summary>The page of results. It replaces what it wrote the last time and leaves what others wrote around that.</summary>
internal sealed class Report(string path, IReadOnlyList<string> arguments)
{
    private const string Begin = "<!-- measured: written by bench/BatchNorm.Peers -->";
    private const string End = "<!-- /measured -->";

    private readonly StringBuilder _sections = new();
    private readonly DateTime _start = DateTime.UtcNow;
    private readonly string? _load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : null;

    /// <summary>Adds a part: what was measured, in words, and the table.</summary>
    public void Add(string title, string words, Table table) =>
        _sections.Append(CultureInfo.InvariantCulture, $"### {title}\n\n{words}\n\n{table}\n");

    /// <summary>Puts the page together and writes it.</summary>
    /// <returns>What was measured.</returns>
    public string Write(string data, Field field)
    {
        string text = Compose(data, field);
        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        string page = File.Exists(fullPath) ? Replace(File.ReadAllText(fullPath), text) : "# Performance\n\n" + text;
        AtomicFile.Write(fullPath, overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        Console.Error.WriteLine($"written: {fullPath}");
        return text;
    }

    private string Compose(string data, Field field)
    {
        string options = arguments is [] ? "" : " -- " + string.Join(' ', arguments);
        double minutes = (DateTime.UtcNow - _start).TotalMinutes;
        var text = new StringBuilder(Begin).Append("\n\n```\n")
            .Append(CultureInfo.InvariantCulture, $"dotnet run -c Release --project bench/BatchNorm.Peers{options}\n```\n\n")
            .Append(CultureInfo.InvariantCulture, $"Measured {_start:yyyy-MM-dd HH:mm} UTC, which took {minutes:0} minutes. ")
            .Append(CultureInfo.InvariantCulture, $"Data: {data}.\n\n");
        AppendList(text, "Machine", [.. DescribeMachine()]);
        AppendList(text, "Measured", [.. field.Peers.Select(peer =>
            $"{peer.Name}: {peer.Greeting.Version}, says that it uses {peer.Greeting.Threads} thread(s)")]);
        AppendList(text, "Not measured", field.LeftOut);
        return text.Append(_sections).Append(End).Append('\n').ToString();
    }

    /// <summary>The machine, as far as it matters to speed; the load of the last minute is near 0 if nothing else runs.</summary>
    private IEnumerable<string> DescribeMachine()
    {
        var machine = Machine.Here();
        double memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        yield return $"{machine.Processor}, {machine.ProcessorCount} cores for this process, {machine.Architecture}";
        yield return $"instruction sets: {string.Join(", ", machine.InstructionSets.DefaultIfEmpty("none beyond the base"))}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} GiB of memory");
        yield return $"{machine.OperatingSystem}, {machine.Framework}";
        if (_load is not null)
            yield return $"load of the machine before: {_load}";
    }

    private static void AppendList(StringBuilder text, string title, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            text.Append(title).Append(":\n\n- ").AppendJoin("\n- ", items).Append("\n\n");
    }

    private static string Replace(string page, string measured)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? $"{page.TrimEnd()}\n\n{measured}"
            : page[..begin] + measured.TrimEnd() + page[(end + End.Length)..];
    }
}

using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;
using Microsoft.PowerShell.Commands;

namespace BatchNorm.PowerShell.Sweeps;

/// <summary>A session for a class of tests of sweeps, each of which gets a folder of its own to make one in.</summary>
public sealed class SweepModule : IDisposable
{
    /// <summary>The settings of cells that take a moment; the seeds, and whatever else varies, are the test's.</summary>
    public const string Quick = "-DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 6 -BatchesPerSample 2 -BatchSize 20 -LearningRate 0.1";

    private readonly ModuleFixture _module = new();
    private int _sweeps;

    public SweepModule() => _module.Session.Run("Import-Module -Assembly $utility", ("utility", typeof(ExportCsvCommand).Assembly)).ThrowIfFailed();

    /// <summary>The folder of the images.</summary>
    public string Tiny => _module.Tiny.Folder;

    /// <summary>What they are called.</summary>
    public string TinyName => _module.Tiny.Name;

    /// <summary>A folder that is not there yet.</summary>
    public string NewPath() => _module.Out($"sweep {Interlocked.Increment(ref _sweeps)}"); // a blank, as in folders that people make

    /// <summary>Makes a sweep of quick cells.</summary>
    /// <param name="more">What else New-BatchNormSweep is told.</param>
    public string Make(string more = "-Seed 1, 2")
    {
        string path = NewPath();
        Run(path, $"New-BatchNormSweep -Path $sweep {Quick} {more}").ThrowIfFailed();
        return path;
    }

    /// <summary>Runs a script in which $sweep is a path, $tiny the folder of the images and $out a folder to write to.</summary>
    public ScriptResult Run(string sweep, string script)
    {
        _module.Session.Run("$global:sweep = $path", ("path", sweep));
        return _module.Run(script);
    }

    /// <summary>Runs a script that shows progress, and stops it then as Ctrl+C does.</summary>
    public void RunUntilProgressThenStop(string sweep, string script) =>
        Assert.True(TryRunUntilProgressThenStop(sweep, script), "It ended before it could be stopped.");

    /// <inheritdoc cref="ModuleSession.TryRunUntilProgressThenStop"/>
    public bool TryRunUntilProgressThenStop(string sweep, string script)
    {
        _module.Session.Run("$global:sweep = $path; $global:tiny = $folder", ("path", sweep), ("folder", Tiny));
        return _module.Session.TryRunUntilProgressThenStop(script);
    }

    /// <summary>How it stands with a sweep.</summary>
    public PSObject Status(string sweep) => Run(sweep, "Get-BatchNormSweep $sweep").Only();

    /// <summary>Has a cell of a sweep failed for good, as far as its folder says.</summary>
    public void Fail(string sweep, int seed, string message)
    {
        string key = Run(sweep, $"(Get-BatchNormSweep $sweep -Cell | Where-Object Seed -EQ {seed}).Key").Only().ToString();
        Directory.CreateDirectory(Path.Combine(sweep, "errors"));
        File.WriteAllText(Path.Combine(sweep, "errors", $"{key}.with.final.json"), $$"""
            {"key":"{{key}}","useBatchNorm":true,"message":"{{message}}","error":"InvalidOperationException","host":"elsewhere","worker":"w","time":"2026-03-09T12:05:00Z"}
            """);
    }

    /// <summary>Has a worker been started on another computer over a session, as far as the sweep's folder says.</summary>
    public static void Submit(string sweep, string id, string host, bool isCopied, DateTime created)
    {
        Directory.CreateDirectory(Path.Combine(sweep, "submissions"));
        File.WriteAllText(Path.Combine(sweep, "submissions", $"{id}.json"), $$"""
            {"format":"BatchNorm.Submission","version":1,"submission":{"id":"{{id}}","kind":"Session","created":"{{created:O}}","workers":1,
            "host":"{{host}}","user":"me","remotePath":"/far/sweep","isCopied":{{(isCopied ? "true" : "false")}},"processes":[]} }
            """);
    }

    /// <summary>Works on a sweep in a session of its own, beside the tests'.</summary>
    public static Task<ScriptResult> WorkBeside(string sweep, string more = "") => Task.Run(
        () =>
        {
            using var session = new ModuleSession();
            return session.Run($"Invoke-BatchNormSweep $path {more}", ("path", sweep));
        },
        TestContext.Current.CancellationToken);

    /// <summary>Waits until something is so, for as long as even a busy machine needs.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        for (int tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1200, "It did not come to be so within two minutes.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _module.Dispose();
}

using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.Shell;

/// <summary>A worker that is ended while it trains, and another that goes on: the sweep is that of a process that nobody disturbed.</summary>
public sealed class InterruptedSweepTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly TinyDataset _tiny = new(); // which every process reads in a moment; the built-in digits it would have to make

    private string Sweep => Path.Combine(_folder.Path, "sweep");

    public void Dispose()
    {
        _folder.Dispose();
        _tiny.Dispose();
    }

    [Theory]
    [InlineData("KILL", 137, "Invoke-BatchNormSweep")]
    [InlineData("TERM", 143, "Invoke-BatchNormSweep")]
    [InlineData("INT", null, "Invoke-BatchNormSweep")]
    [InlineData("TERM", 143, "Compare-BatchNorm")]
    [InlineData("INT", null, "Compare-BatchNorm")]
    public async Task Whatever_ends_a_worker_another_goes_on_to_the_same_results(string signal, int? exitCode, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.SkipWhen(signal == "INT" && ShellProcess.InterruptsAreIgnored(), "The tests were started with interrupts ignored, and so would the shell be.");
        (int batches, ShellResult interrupted) = await InterruptAsync(signal, command);

        if (exitCode is not null)
            Assert.Equal(exitCode, interrupted.ExitCode);
        Assert.DoesNotContain("after", interrupted.Output, StringComparison.Ordinal); // nothing that stood behind it was begun
        if (signal != "KILL")
        {
            Assert.Empty(Directory.GetFiles(Path.Combine(Sweep, "leases")));
            Assert.Empty(Directory.GetFiles(Path.Combine(Sweep, "workers")));
        }

        ShellResult rest = await ShellProcess.RunAsync("", "-Command", $$"""
            $c = @(Invoke-BatchNormSweep '{{Sweep}}' | Receive-BatchNormSweep) + @({{Compare(batches)}})
            $c | ForEach-Object { "$($_.FinalParametersHashWithout) $($_.FinalParametersHashWith) $($_.WithBatchNorm.Samples)" }
            """);

        string[] lines = rest.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((2, ""), (lines.Length, rest.Error));
        Assert.Equal(lines[1], lines[0]);
        Assert.Empty(Directory.GetFiles(Path.Combine(Sweep, "leases")));
        Assert.Empty(Directory.GetFiles(Path.Combine(Sweep, "checkpoints")));
    }

    /// <summary>Starts a worker and ends it once it trains; a sweep that was done before is too small for this machine.</summary>
    private async Task<(int Batches, ShellResult Result)> InterruptAsync(string signal, string command)
    {
        for (int batches = 20_000; ; batches *= 4)
        {
            string work = command == "Compare-BatchNorm"
                ? $"{Compare(batches)} -SweepPath '{Sweep}'"
                : $"New-BatchNormSweep -Path '{Sweep}' {Settings(batches)} | Invoke-BatchNormSweep";
            using ShellProcess shell = ShellProcess.Start("-Command", $"$null = {work}; 'after'");
            Task<ShellResult> end = shell.EndAsync();
            Assert.True(SpinWait.SpinUntil(() => IsTraining() || end.IsCompleted, Patience));
            shell.Signal(signal);
            ShellResult result = await end;
            if (!result.Output.Contains("after", StringComparison.Ordinal))
                return (batches, result);
            Directory.Delete(Sweep, recursive: true);
        }
    }

    private bool IsTraining() => Directory.Exists(Path.Combine(Sweep, "leases")) && Directory.EnumerateFiles(Path.Combine(Sweep, "leases")).Any();

    private string Compare(int batches) => $"Compare-BatchNorm {Settings(batches)}";

    private string Settings(int batches) =>
        $"-DatasetPath '{_tiny.Folder}' -HiddenLayer 10 -BatchSize 10 -TrainingBatches {batches} -BatchesPerSample 5000";
}

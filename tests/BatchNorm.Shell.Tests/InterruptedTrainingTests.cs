using System.Globalization;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.Shell;

/// <summary>A process that is ended while it trains, and another that goes on from its checkpoint: the run is that of a process that nobody disturbed.</summary>
public sealed class InterruptedTrainingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly TinyDataset _tiny = new(); // which every process reads in a moment; the built-in digits it would have to make

    private string Checkpoint => Path.Combine(_folder.Path, "run.safetensors");

    public void Dispose()
    {
        _folder.Dispose();
        _tiny.Dispose();
    }

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    [InlineData("INT", null)]
    public async Task Whatever_ends_a_process_another_goes_on_to_the_same_run(string signal, int? exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.SkipWhen(signal == "INT" && ShellProcess.InterruptsAreIgnored(), "The tests were started with interrupts ignored, and so would the shell be.");
        (int batches, ShellResult interrupted) = await InterruptAsync(signal);

        ShellResult rest = await ShellProcess.RunAsync("", "-Command", $"{Training(batches, kept: true)}; {Training(batches, kept: false)}");

        if (exitCode is not null)
            Assert.Equal(exitCode, interrupted.ExitCode);
        Assert.Equal("", interrupted.Output); // nothing that stood after it was begun
        string[] lines = rest.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((3, ""), (lines.Length, rest.Error));
        Assert.InRange(int.Parse(lines[0].Split("batch ")[1].Split(' ')[0], CultureInfo.InvariantCulture), 1, batches);
        Assert.Equal(lines[2], lines[1]);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    /// <summary>Starts a training and ends it once its checkpoint is there; a training that was through before is too short for this machine.</summary>
    private async Task<(int Batches, ShellResult Result)> InterruptAsync(string signal)
    {
        for (int batches = 20_000; ; batches *= 4)
        {
            using ShellProcess shell = ShellProcess.Start("-Command", $"{Training(batches, kept: true)}; 'after'");
            Task<ShellResult> end = shell.EndAsync();
            Assert.True(SpinWait.SpinUntil(() => File.Exists(Checkpoint) || end.IsCompleted, Patience));
            shell.Signal(signal);
            ShellResult result = await end;
            if (File.Exists(Checkpoint))
                return (batches, result);
            Assert.EndsWith("after\n", result.Output, StringComparison.Ordinal);
        }
    }

    private string Training(int batches, bool kept) =>
        $"New-NeuralNet -HiddenLayer 10 -BatchNorm -Seed 3 | Invoke-Training -DatasetPath '{_tiny.Folder}' -BatchSize 10 -TrainingBatches {batches} -BatchesPerSample 5000"
        + (kept ? $" -Checkpoint '{Checkpoint}' -CheckpointInterval 0.05 -Verbose 4>&1" : "")
        + " | ForEach-Object { $_.Samples ? \"$($_.FinalParametersHash) $($_.BatchOrderHash) $($_.Samples)\" : \"$_\" } | Where-Object { $_ -match '^[0-9a-f]{64} |goes on after batch' }";
}

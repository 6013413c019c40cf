using System.Diagnostics;
using System.Text.Json.Nodes;
using BatchNorm.Engines.Torch;
using BatchNorm.Experiments;
using BatchNorm.Files;
using BatchNorm.Kills;
using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>What happens to processes and disks.</summary>
public sealed class WorkerProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Workers_are_killed_at_random_moments_and_nothing_is_lost()
    {
        using var run = new KillRun(_folder.Path, seed: Environment.TickCount);

        run.Run(kills: 5);

        Assert.Empty(run.Problems);
        Assert.True(run.Sweeps > 0);
    }

    [Fact]
    public void Eight_processes_on_two_hundred_cells_leave_each_there_once_and_whole()
    {
        SweepFolder sweep = SweepFolder.Create(_folder.At("sweep"), new SweepData(KillSweep.Images.Name, KillSweep.Images.Sha256));
        sweep.Add(KillSweep.Quick(200, seed: 1));
        Process[] workers = [.. Enumerable.Range(0, 8).Select(_ => StartWorker(sweep))];

        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            Assert.Equal(0, worker.ExitCode);
        }

        Assert.Equal(200, new SweepSurvey(sweep).Status().Done);
        Assert.Equal(400, Directory.EnumerateFiles(Path.Combine(sweep.Path, "runs")).Count());
        AssertWhole(sweep);
    }

    [Fact]
    public void A_worker_that_was_stopped_past_its_lease_and_woken_does_no_harm()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows stops no processes.");
        SweepFolder sweep = KillSweep.Create(_folder.At("sweep"), round: 1);
        using Process worker = StartWorker(sweep);
        SpinWait.SpinUntil(() => worker.HasExited || Directory.EnumerateFiles(Path.Combine(sweep.Path, "leases"), "*.with*.0").Any());
        Signal(worker, "STOP");

        new SweepWorker(sweep, KillSweep.Images, KillSweep.Settings).Run(TestContext.Current.CancellationToken);

        AssertWhole(sweep);
        Signal(worker, "CONT");
        worker.WaitForExit();
        Assert.Equal(0, worker.ExitCode);
        AssertWhole(sweep);
    }

    [Fact]
    public void A_full_disk_ends_a_worker_and_with_room_again_the_sweep_goes_on()
    {
        using Mounted disk = Mounted.At(_folder.At("disk"));
        disk.Remount("size=64k");
        Assert.ThrowsAny<IOException>(() =>
        {
            SweepFolder full = KillSweep.Create(_folder.At("disk/sweep"), round: 1);
            Run(full);
        });

        disk.Remount("size=64m");
        SweepFolder sweep = KillSweep.Create(_folder.At("disk/sweep"), round: 1);
        sweep.Begin();
        Run(sweep);

        AssertWhole(sweep);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_an_error_and_looked_at_all_the_same()
    {
        using Mounted disk = Mounted.At(_folder.At("disk"));
        SweepFolder sweep = KillSweep.Create(_folder.At("disk/sweep"), round: 1);
        Run(sweep);
        SweepFolder other = KillSweep.Create(_folder.At("disk/sweep"), round: 2);
        disk.Remount("ro");

        Exception error = Assert.ThrowsAny<Exception>(() => Run(other));
        Assert.True(error is IOException or UnauthorizedAccessException, error.ToString());
        Assert.Equal(23, new SweepSurvey(other).Status().Done);
        Assert.Equal(23, other.Cells().Count(cell => other.TryReadComparison(cell) is not null));
    }

    [Fact]
    public void What_a_machine_cannot_do_is_held_against_no_run_and_the_others_are_trained()
    {
        SweepFolder sweep = SweepFolder.Create(_folder.At("sweep"), new SweepData(KillSweep.Images.Name, KillSweep.Images.Sha256));
        PublishedExperiment[] cells = [.. KillSweep.Quick(4, seed: 1)];
        sweep.Add([cells[0] with { Engine = EngineKind.Torch }, cells[1], cells[2] with { Engine = EngineKind.Torch }, cells[3]]);

        using Process worker = StartWorker(sweep, "exec", "--runtimeconfig", WithoutLibtorch());
        worker.WaitForExit();

        Assert.Equal(0, worker.ExitCode);
        SweepStatus status = new SweepSurvey(sweep).Status();
        Assert.Equal((2, 2, 0), (status.Done, status.Waiting, status.Failed));
        MachineProblem problem = Assert.Single(status.Problems);
        Assert.Equal((Environment.MachineName, EngineKind.Torch), (problem.Host, problem.Engine));
        Assert.Contains("nowhere", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(sweep.Path, "leases")));
        sweep.Begin();
        Assert.Empty(new SweepSurvey(sweep).Status().Problems);
    }

    /// <summary>The settings of the workers' runtime, with a folder of libtorch that is not there.</summary>
    private string WithoutLibtorch()
    {
        string path = _folder.At("runtimeconfig.json");
        JsonNode settings = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(typeof(KillRun).Assembly.Location, "runtimeconfig.json")))!;
        settings["runtimeOptions"]!["configProperties"]![TorchLibrary.FolderOption] = "/nowhere";
        File.WriteAllText(path, settings.ToJsonString());
        return path;
    }

    private static void Run(SweepFolder sweep) =>
        new SweepWorker(sweep, KillSweep.Images, KillSweep.Settings).Run(TestContext.Current.CancellationToken);

    private static Process StartWorker(SweepFolder sweep, params string[] runtime) =>
        Process.Start(new ProcessStartInfo("dotnet", [.. runtime, typeof(KillRun).Assembly.Location, "worker", sweep.Path]) { UseShellExecute = false })!;

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static void AssertWhole(SweepFolder sweep)
    {
        foreach (SweepCell cell in sweep.Cells())
            MadeSweep.AssertSame(KillSweep.Quiet(cell), Assert.IsType<BatchNormComparison>(sweep.TryReadComparison(cell)));
        Assert.Equal(0, new SweepSurvey(sweep).Status().RunsLeft);
    }

    /// <summary>A file system of its own in memory, which can be made small and read-only.</summary>
    private sealed class Mounted : IDisposable
    {
        private readonly string _path;

        private Mounted(string path) => _path = path;

        /// <summary>Mounts one, or skips the test where that is not allowed.</summary>
        public static Mounted At(string path)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "File systems are mounted on Linux only.");
            Directory.CreateDirectory(path);
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "tmpfs", path) == 0, "Who runs this may not mount a file system.");
            return new Mounted(path);
        }

        public void Remount(string options) => Assert.Equal(0, Run("mount", "-o", $"remount,{options}", _path));

        public void Dispose() => Run("umount", "--lazy", _path);

        private static int Run(string program, params string[] arguments)
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}

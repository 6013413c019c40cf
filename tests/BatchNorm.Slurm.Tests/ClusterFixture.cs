using System.Diagnostics;
using BatchNorm.Slurm;
using BatchNorm.Sweeps.Launching;

[assembly: AssemblyFixture(typeof(ClusterFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one cluster, whose nodes and controller tests kill

namespace BatchNorm.Slurm;

/// <summary>
/// A Slurm of four nodes on this computer for all tests of the project: started before the first, stopped after the last, and stopped by a guard of
/// its own where the tests are killed. Where it cannot be, all tests are skipped with the reason.
/// </summary>
public sealed class ClusterFixture : IDisposable
{
    public const int Nodes = 4;

    private static readonly string[] Programs = ["slurmctld", "slurmd", "sbatch", "munged"];

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "cluster.sh");

    private readonly CommandRunner _runner = new(TimeSpan.FromMinutes(1));
    private readonly string _root = Directory.CreateTempSubdirectory("batchnorm-slurm-").FullName;
    private readonly string? _missing = Missing();

    public ClusterFixture()
    {
        if (_missing is not null)
            return;

        Environment.SetEnvironmentVariable("SLURM_TEST_ROOT", _root);
        Environment.SetEnvironmentVariable("SLURM_TEST_NODES", $"{Nodes}");
        Environment.SetEnvironmentVariable("SLURM_CONF", Path.Combine(_root, "slurm.conf"));
        try
        {
            Cluster("start", $"{Environment.ProcessId}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Skips a test where there is no Slurm.</summary>
    public void Need() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>A folder that is the test's own, which all nodes see.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, "tests", Guid.NewGuid().ToString("N"), name)).FullName;

    /// <summary>Ends a node's daemon at once. What runs on the node lives on, and Slurm does not know.</summary>
    public void KillNode(int node) => Cluster("kill-node", $"{node}");

    public void StartNode(int node) => Cluster("start-node", $"{node}");

    /// <summary>Waits until the controller has saved that a job runs. One that is killed within some seconds of taking a job forgets it altogether.</summary>
    public void LetControllerSave(Submission submission)
    {
        DateTime before = DateTime.UtcNow;
        Run("scontrol", "update", $"JobId={submission.JobId}", "Comment=saved");
        Eventually(() => File.GetLastWriteTimeUtc(Path.Combine(_root, "state", "job_state")) > before, "the controller to save its state");
    }

    public void KillController() => Cluster("kill-controller");

    public void StartController() => Cluster("start-controller");

    /// <summary>Cancels all jobs and waits until every node is idle, as a test found them.</summary>
    public void Clear()
    {
        Run("scancel", $"--user={Environment.UserName}");
        Eventually(() => Run("squeue", "-h").Output.Length == 0 && IdleNodes() == Nodes, "all nodes to be idle");
    }

    /// <summary>One of Slurm's own commands, for what launchers do not do.</summary>
    public CommandResult Run(string program, params string[] arguments) => _runner.Run(program, arguments);

    /// <summary>Waits until something is so, for longer than it takes on any busy machine.</summary>
    public static void Eventually(Func<bool> condition, string what)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"Waited three minutes for {what}.");
            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (_missing is null)
            Cluster("stop");
        Directory.Delete(_root, recursive: true);
    }

    private int IdleNodes() => Run("sinfo", "-h", "-N", "-t", "idle", "-o", "%N").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private void Cluster(params string[] arguments)
    {
        CommandResult result = _runner.Run(Script, arguments);
        Assert.True(result.ExitCode == 0, $"cluster.sh {string.Join(' ', arguments)} failed: {result.Error}");
    }

    private static string? Missing() => NoLinux() ?? NoPrivilege() ?? NoPrograms();

    private static string? NoLinux() => OperatingSystem.IsLinux() ? null : "Slurm is tested on Linux only.";

    private static string? NoPrivilege() => Environment.IsPrivilegedProcess ? null : "Only root can start a Slurm for tests.";

    private static string? NoPrograms()
    {
        string[] places = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/usr/local/sbin"];
        string[] missing = [.. Programs.Where(program => !places.Any(place => File.Exists(Path.Combine(place, program))))];
        return missing.Length == 0
            ? null
            : $"There is no {string.Join(", ", missing)} here. On Debian: apt-get install --no-install-recommends slurmctld slurmd slurm-client munge.";
    }
}

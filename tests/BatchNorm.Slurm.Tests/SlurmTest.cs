using BatchNorm.Sweeps.Launching;

namespace BatchNorm.Slurm;

/// <summary>A test with a sweep's folder of its own on a cluster whose nodes are all idle.</summary>
public abstract class SlurmTest : IDisposable
{
    /// <summary>The shell that was built with the tests: tests/Directory.Build.props says where it is.</summary>
    private static readonly string Shell = Path.ChangeExtension((string)AppContext.GetData("BatchNorm.Shell")!, null);

    private protected SlurmTest(ClusterFixture cluster, string name = "sweep")
    {
        cluster.Need();
        Cluster = cluster;
        Sweep = cluster.NewFolder(name);
        Launcher = new SlurmLauncher(new CommandRunner(), Sweep);
    }

    private protected ClusterFixture Cluster { get; }

    private protected string Sweep { get; }

    private protected SlurmLauncher Launcher { get; }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Sweep is not null)
            Cluster.Clear();
        GC.SuppressFinalize(this);
    }

    private protected IReadOnlyList<SlurmTask> Queue(Submission submission) => Launcher.Queue([submission], Cancellation);

    /// <summary>Runs a script in the built shell, in which the module is, to its end.</summary>
    /// <returns>What it wrote.</returns>
    private protected static string PowerShell(string script)
    {
        var arguments = new List<string> { "-NoProfile", "-NonInteractive", "-Command", $"$ErrorActionPreference = 'Stop'; {script}" };
        CommandResult result = new CommandRunner(TimeSpan.FromMinutes(3)).Run(Shell, arguments, Cancellation);
        Assert.True(result.ExitCode == 0, $"{script}\nfailed: {result.Error}{result.Output}");
        return result.Output;
    }

    /// <summary>What a worker of a submission wrote; empty before it has.</summary>
    private protected string Log(Submission submission, int worker)
    {
        string path = Path.Combine(Sweep, "logs", $"{submission.JobId}_{worker}.out");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}

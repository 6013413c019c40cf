using BatchNorm.Sweeps.Launching;

namespace BatchNorm.Slurm;

/// <summary>A test with a sweep's folder of its own on a cluster whose nodes are all idle.</summary>
public abstract class SlurmTest : IDisposable
{
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

    /// <summary>What a worker of a submission wrote; empty before it has.</summary>
    private protected string Log(Submission submission, int worker)
    {
        string path = Path.Combine(Sweep, "logs", $"{submission.JobId}_{worker}.out");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }
}

using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.Slurm;

/// <summary>Sweeps of the module's own workers on a real Slurm: whatever happens to them, the results are those of one quiet process.</summary>
public sealed class SweepTests(ClusterFixture cluster) : SlurmTest(cluster)
{
    private const string Cells = "-Dataset Synthetic -HiddenLayer 20 -TrainingBatches 4000 -BatchesPerSample 1000 -Seed (1..4)";
    private const int Runs = 8;

    /// <summary>What two comparisons have to have in common, to the bit.</summary>
    private const string Essence = """
        | Sort-Object Seed | ForEach-Object {
            foreach ($run in $_.WithoutBatchNorm, $_.WithBatchNorm) {
                "$($_.Seed) $($run.UseBatchNorm) $($run.TestAccuracy) $($run.InitialWeightsHash) $($run.BatchOrderHash) $($run.Samples.ForEach{ "$($_.Step) $($_.Accuracy) $($_.Loss.ToString('R'))" })"
            }
        }
        """;

    [Fact]
    public void A_sweep_with_a_node_killed_half_way_comes_out_as_in_one_quiet_process()
    {
        PowerShell($"New-BatchNormSweep -Path '{Sweep}' {Cells} | Start-BatchNormSweep -Slurm -WorkerCount 4");
        ClusterFixture.Eventually(() => Directory.Exists(At("workers")) && Directory.GetFiles(At("workers"), "*.json").Length == 4, "four workers to be up");

        Cluster.KillNode(1);
        try
        {
            ClusterFixture.Eventually(() => Done() == Runs, "all runs to be done");
        }
        finally
        {
            Cluster.StartNode(1);
        }

        AssertSameAsQuiet();
    }

    [Fact]
    public void A_sweep_that_is_stopped_keeps_what_it_has_and_goes_on_when_it_is_started_again()
    {
        PowerShell($"New-BatchNormSweep -Path '{Sweep}' {Cells} | Start-BatchNormSweep -Slurm -WorkerCount 2");
        Submission first = Assert.Single(Submissions());
        ClusterFixture.Eventually(() => Done() >= 1, "the first run to be done");

        PowerShell($"Stop-BatchNormSweep '{Sweep}'");
        ClusterFixture.Eventually(() => Queue(first).Count == 0, "the workers to end");
        int kept = Done();
        PowerShell($"Start-BatchNormSweep '{Sweep}' -Slurm -WorkerCount 4");

        ClusterFixture.Eventually(() => Done() == Runs, "all runs to be done");
        Assert.InRange(kept, 1, Runs);
        AssertSameAsQuiet();
    }

    [Fact]
    public void Workers_that_are_put_back_while_they_train_start_again_and_lose_nothing()
    {
        PowerShell($"New-BatchNormSweep -Path '{Sweep}' {Cells} | Start-BatchNormSweep -Slurm -WorkerCount 2");
        Submission submission = Assert.Single(Submissions());
        ClusterFixture.Eventually(() => Done() >= 1, "the first run to be done");

        Cluster.Run("scontrol", "requeue", $"{submission.JobId}_0");
        Cluster.Run("scontrol", "requeue", $"{submission.JobId}_1");

        ClusterFixture.Eventually(() => Done() == Runs, "all runs to be done");
        AssertSameAsQuiet();
    }

    [Fact]
    public void A_worker_whose_time_is_over_keeps_what_it_trains_and_the_next_goes_on_with_it()
    {
        const string Longer = "-Dataset Synthetic -HiddenLayer 20 -TrainingBatches 20000 -BatchesPerSample 5000 -Seed (1..4)";
        PowerShell($"New-BatchNormSweep -Path '{Sweep}' {Longer} | Start-BatchNormSweep -Slurm -WorkerCount 1");
        Submission first = Assert.Single(Submissions());
        ClusterFixture.Eventually(() => Done() >= 1, "the first run to be done");

        // Slurm has no limit below a minute, in which all would be done: the worker stands still until Slurm wakes it up to end it.
        int worker = Assert.Single(new SweepSurvey(SweepFolder.Open(Sweep)).Status().Workers).ProcessId;
        Cluster.Run("kill", "-STOP", $"{worker}");
        Cluster.Run("scontrol", "update", $"JobId={first.JobId}", "TimeLimit=1");
        ClusterFixture.Eventually(() => Queue(first).Count == 0, "Slurm to end the worker");

        Assert.Contains("DUE TO TIME LIMIT", Log(first, 0), StringComparison.Ordinal);
        Assert.InRange(Done(), 1, Runs - 1);
        PowerShell($"Start-BatchNormSweep '{Sweep}' -Slurm -WorkerCount 2");
        ClusterFixture.Eventually(() => Done() == Runs, "all runs to be done");
        AssertSameAsQuiet(Longer);
    }

    private void AssertSameAsQuiet(string cells = Cells)
    {
        string quiet = PowerShell($"Compare-BatchNorm {cells} {Essence}");
        Assert.Equal(Runs, quiet.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(quiet, PowerShell($"Receive-BatchNormSweep '{Sweep}' {Essence}"));
    }

    private int Done() => Directory.Exists(At("runs")) ? Directory.GetFiles(At("runs"), "*.json").Length : 0;

    private IReadOnlyList<Submission> Submissions() => new Submissions(Sweep).All(refused => Assert.Fail(refused.Message));

    private string At(string room) => Path.Combine(Sweep, room);
}

using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Sweeps;
using BatchNorm.Training;

namespace BatchNorm.Kills;

/// <summary>The sweep that workers are killed over: most runs take milliseconds, so that many kills fall between a claim and a result, and some are long.</summary>
public static class KillSweep
{
    /// <summary>Images so few that they are drawn in no time.</summary>
    public static Dataset Images { get; } = SyntheticDigits.Create(
        new SyntheticDigitsSettings { TrainingCount = 300, ValidationCount = 50, TestCount = 50 }, CancellationToken.None);

    /// <summary>Workers that look after each other impatiently.</summary>
    public static WorkerSettings Settings { get; } = new()
    {
        Threads = 2,
        LeaseTime = TimeSpan.FromSeconds(2),
        HeartbeatTime = TimeSpan.FromMilliseconds(50),
        PollTime = TimeSpan.FromMilliseconds(20),
        CheckpointInterval = TimeSpan.FromMilliseconds(20),
    };

    /// <summary>Makes a sweep in a folder.</summary>
    public static SweepFolder Create(string path, int round)
    {
        SweepFolder sweep = SweepFolder.Create(path, new SweepData(Images.Name, Images.Sha256));
        sweep.Add(
        [
            .. Quick(20, 1000 * round),
            Experiment(Architecture.FullyConnected, batches: 1500, round),
            Experiment(Architecture.Convolutional, batches: 30, round),
            Experiment(Architecture.Recurrent, batches: 20, round),
        ]);
        return sweep;
    }

    /// <summary>Experiments that take milliseconds.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed of the first.</param>
    public static IEnumerable<PublishedExperiment> Quick(int count, int seed) =>
        Enumerable.Range(seed, count).Select(number => Experiment(Architecture.FullyConnected, batches: 5, number));

    /// <summary>What one quiet process makes of a cell.</summary>
    public static BatchNormComparison Quiet(SweepCell cell)
    {
        using var pool = new TrainingPool<BatchNormComparison>(2);
        new ComparisonRunner(pool, Images, keepNetworks: false).Add(cell.Experiment);
        pool.CompleteAdding();
        while (true)
        {
            if (pool.TryTake(TimeSpan.FromSeconds(1), CancellationToken.None, out TrainingOutcome<BatchNormComparison>? outcome))
                return outcome!.Result ?? throw new InvalidOperationException("The quiet process failed.", outcome.Error);
        }
    }

    private static PublishedExperiment Experiment(Architecture architecture, int batches, int seed) =>
        new(new Experiment(ExperimentSettings.Usual(architecture)) { Seed = seed })
        {
            HiddenLayer = "16",
            TrainingBatches = batches,
            BatchesPerSample = Math.Max(1, batches / 5),
            BatchSize = 20,
            Engine = EngineKind.Simd,
            Dataset = Images.Name,
            DatasetHash = Images.Sha256,
        };
}

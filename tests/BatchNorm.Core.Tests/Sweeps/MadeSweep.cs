using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Files;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>A sweep of tiny networks in a folder of its own.</summary>
internal sealed class MadeSweep : IDisposable
{
    public static readonly Dataset Digits = MadeDigits.Create();

    /// <summary>A worker that watches others impatiently.</summary>
    public static readonly WorkerSettings Impatient = new()
    {
        Threads = 2,
        LeaseTime = TimeSpan.FromMilliseconds(200),
        HeartbeatTime = TimeSpan.FromMilliseconds(20),
        PollTime = TimeSpan.FromMilliseconds(10),
    };

    private readonly TemporaryFolder _folder = new();

    public MadeSweep(params IEnumerable<PublishedExperiment> experiments)
    {
        Folder = SweepFolder.Create(System.IO.Path.Combine(_folder.Path, "sweep"), Data);
        Folder.Add(experiments);
    }

    public static SweepData Data => new(Digits.Name, Digits.Sha256);

    public SweepFolder Folder { get; }

    public SweepStatus Status => new SweepSurvey(Folder).Status();

    /// <summary>A sign of life of a worker on another machine.</summary>
    /// <returns>Its file.</returns>
    public string SignFar(string worker, long beat)
    {
        string path = System.IO.Path.Combine(Folder.Workers, $"{worker}.json");
        JsonFile.Write(path, new Heartbeat
        {
            Worker = worker,
            Host = "far",
            Kernel = "another",
            ProcessId = 1,
            Started = DateTime.UnixEpoch,
            Beat = beat,
            FinishedRuns = 0,
            Running = [],
        });
        return path;
    }

    /// <summary>An experiment as it is settled.</summary>
    public static PublishedExperiment Quick(int seed = 1) => new()
    {
        HiddenLayer = "12,8",
        WeightScale = 0.3,
        LearningRate = 0.1,
        TrainingBatches = 12,
        BatchesPerSample = 5,
        BatchSize = 20,
        Seed = seed,
        Engine = EngineKind.Simd,
        Dataset = Digits.Name,
        DatasetHash = Digits.Sha256,
    };

    public static IEnumerable<PublishedExperiment> Seeds(int count) => Enumerable.Range(1, count).Select(Quick);

    /// <summary>What one quiet process makes of an experiment.</summary>
    public static BatchNormComparison Quiet(PublishedExperiment experiment)
    {
        using var pool = new TrainingPool<BatchNormComparison>(1);
        new ComparisonRunner(pool, Digits, keepNetworks: false).Add(experiment);
        pool.CompleteAdding();
        return pool.TakeAll().Single().Result!;
    }

    /// <summary>Works until nothing is left.</summary>
    public void Work(WorkerSettings? settings = null) => Worker(settings).Run(TestContext.Current.CancellationToken);

    /// <summary>Trains a run for some steps and leaves it in its checkpoint, as a worker does that is told to stop there.</summary>
    public void Begin(SweepRun run, int steps)
    {
        Directory.CreateDirectory(Folder.Checkpoints);
        using var stop = new StopAfter(steps);
        Experiment settings = run.Settings;
        using NeuralNet net = NeuralNet.Draw(
            null, NetworkDefinition.Of(settings, Digits.Images, Digits.Classes), settings.WeightScale, settings.Seed, settings.Engine);
        Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            net, Digits, settings, stop, stop.Cancellation, new CheckpointFile(Folder.CheckpointPath(run), TimeSpan.FromHours(1))));
    }

    public SweepWorker Worker(WorkerSettings? settings = null) => new(Folder, Digits, settings ?? Impatient);

    /// <summary>Every comparison is there once, and is to the bit what one quiet process makes of it.</summary>
    public void AssertWhole()
    {
        SweepCell[] cells = [.. Folder.Cells()];
        Assert.Equal(cells.Length, cells.DistinctBy(cell => cell.Key).Count());
        foreach (SweepCell cell in cells)
        {
            BatchNormComparison kept = Assert.IsType<BatchNormComparison>(Folder.TryReadComparison(cell));
            AssertSame(Quiet(cell.Experiment), kept);
        }

        Assert.Equal((cells.Length, 0), (Status.Done, Status.RunsLeft));
    }

    /// <summary>Equal but for what clocks say.</summary>
    public static void AssertSame(BatchNormComparison expected, BatchNormComparison actual)
    {
        Assert.Equal(SettingTable.Key(expected), SettingTable.Key(actual));
        AssertSame(expected.WithoutBatchNorm, actual.WithoutBatchNorm);
        AssertSame(expected.WithBatchNorm, actual.WithBatchNorm);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertSame(TrainingRun expected, TrainingRun actual)
    {
        Assert.Equal(expected.FinalParametersHash, actual.FinalParametersHash);
        Assert.Equal(expected.BatchOrderHash, actual.BatchOrderHash);
        Assert.Equal(expected.InitialWeightsHash, actual.InitialWeightsHash);
        Assert.Equal(
            expected.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss)),
            actual.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss)));
        Assert.Equal(expected.ActivationSamples.AsEnumerable(), actual.ActivationSamples);
        Assert.Equal(expected.LayerSamples.AsEnumerable(), actual.LayerSamples);
        Assert.Equal(expected.LandscapeSamples.AsEnumerable(), actual.LandscapeSamples);
        Assert.Equal(expected.Predictions.AsEnumerable(), actual.Predictions);
        Assert.Equal((expected.TestAccuracy, expected.Diverged, expected.Name, expected.Seed), (actual.TestAccuracy, actual.Diverged, actual.Name, actual.Seed));
    }
}

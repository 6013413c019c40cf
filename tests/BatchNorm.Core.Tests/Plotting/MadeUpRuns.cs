using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Runs that never ran, with the curves that the lesson's have.</summary>
internal static class MadeUpRuns
{
    public static TrainingRun Run(bool batchNorm, double end = 0.9, int samples = 40) =>
        batchNorm ? Trained(true, end, samples) : SettingTable.WithoutBatchNorm(Trained(false, end, samples));

    private static TrainingRun Trained(bool batchNorm, double end, int samples) => new()
    {
        Name = batchNorm ? "With Batch Norm" : "Without Batch Norm",
        UseBatchNorm = batchNorm,
        Activation = Activation.ReLU,
        HiddenLayer = "100,100,100",
        LearningRate = 0.01,
        WeightScale = 0.05,
        Seed = 1,
        BatchSize = 60,
        TrainingBatches = Math.Max(1, samples * 50),
        BatchesPerSample = 50,
        Dataset = "Mnist",
        DatasetHash = "hash of Mnist",
        Engine = EngineKind.Torch,
        Samples = [.. Enumerable.Range(0, samples).Select(i => new AccuracySample
        {
            Step = i * 50,
            Accuracy = end + (0.1 - end) * Math.Exp(-i / 8.0),
            Loss = 1,
        })],
        ValidationAccuracy = end,
        TestAccuracy = end,
    };

    public static TrainingRun Diverged(TrainingRun run) => run with
    {
        Samples = [.. run.Samples.Select(sample =>
            sample.Step < 500 ? sample : sample with { Accuracy = 0.0958, Loss = double.NaN })],
        ValidationAccuracy = 0.0958,
        Diverged = true,
    };

    /// <summary>A run with losses, -ln of the accuracies, and times, 10 ms a step, on a training set of 3,000 images: 50 batches of 60 are an epoch.</summary>
    public static TrainingRun Measured(TrainingRun run) => run with
    {
        TrainingImages = 3000,
        Duration = TimeSpan.FromMilliseconds(10 * run.TrainingBatches),
        Samples = [.. run.Samples.Select(sample => sample with
        {
            Loss = double.IsFinite(sample.Loss) ? -Math.Log(sample.Accuracy) : sample.Loss, Elapsed = TimeSpan.FromMilliseconds(10 * (sample.Step + 1)),
        })],
    };

    /// <summary>A run with a loss for each of its samples, by their number.</summary>
    public static TrainingRun WithLoss(TrainingRun run, Func<int, double> loss) => run with { Samples = [.. run.Samples.Select((sample, i) => sample with { Loss = loss(i) })] };

    /// <summary>Runs whose ends lie symmetrically about 0.9, 0.01 apart.</summary>
    public static TrainingRun[] Seeds(bool batchNorm, int count) =>
        [.. Enumerable.Range(1, count).Select(seed => Run(batchNorm, 0.9 + 0.01 * (seed - (count + 1) / 2.0)) with { Seed = seed })];

    public static BatchNormComparison Comparison(double rate = 0.01, int seed = 1) => BatchNormComparison.Of(
        Run(false, 0.741) with { LearningRate = rate, Seed = seed },
        Run(true, 0.953) with { LearningRate = rate, Seed = seed });

    public static AccuracyPlot Grid(int panels) =>
        AccuracyPlot.Of([.. Enumerable.Range(1, panels).Select(seed => Comparison(seed: seed))]);
}

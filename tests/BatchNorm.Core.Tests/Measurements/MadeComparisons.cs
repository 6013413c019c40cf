using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>Comparisons of runs that never ran, with the numbers a test wants.</summary>
internal static class MadeComparisons
{
    /// <summary>One of a group: they differ in the seed and in what came of it.</summary>
    public static BatchNormComparison Comparison(
        int seed, double without = 0.8, double with = 0.95, int? stepsWithout = null, int? stepsWith = 100) =>
        BatchNormComparison.Of(Run(false, seed, without, stepsWithout), Run(true, seed, with, stepsWith));

    /// <summary>A comparison as a CSV file keeps it: the numbers without the runs.</summary>
    public static BatchNormComparison Row(BatchNormComparison comparison) =>
        comparison with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };

    /// <summary>Measures comparisons that are one group.</summary>
    public static BatchNormMeasurement Measure(IEnumerable<BatchNormComparison> comparisons, MeasurementSettings? settings = null) =>
        BatchNormMeasurement.Of(Assert.Single(ComparisonGroup.Partition(comparisons)), settings ?? new MeasurementSettings());

    /// <summary>Samples every 50 steps from 0 to 450: 0.5 until an accuracy of 0.92 is reached at a step, or never.</summary>
    private static TrainingRun Run(bool batchNorm, int seed, double testAccuracy, int? reached) => new()
    {
        UseBatchNorm = batchNorm,
        HiddenLayer = "100,100,100",
        LearningRate = 0.01,
        WeightScale = 0.05,
        Seed = seed,
        BatchSize = 60,
        TrainingBatches = 500,
        BatchesPerSample = 50,
        Dataset = "Made",
        DatasetHash = "hash of Made",
        Engine = EngineKind.Simd,
        Samples = [.. Enumerable.Range(0, 10).Select(i => new AccuracySample { Step = i * 50, Accuracy = i * 50 >= reached ? 0.92 : 0.5 })],
        InitialWeightsHash = $"weights {seed}",
        BatchOrderHash = $"batches {seed}",
        TestAccuracy = testAccuracy,
    };
}

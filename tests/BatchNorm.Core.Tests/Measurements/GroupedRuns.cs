using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>Runs that never ran, to be put into groups.</summary>
internal static class GroupedRuns
{
    public static TrainingRun Run(Activation activation, int seed, double testAccuracy, double rate = 0.01) => new()
    {
        Name = "With Batch Norm",
        UseBatchNorm = true,
        Activation = activation,
        LearningRate = rate,
        Seed = seed,
        Dataset = "Made",
        DatasetHash = "hash of Made",
        Engine = EngineKind.Simd,
        Samples = [new AccuracySample { Step = 0, Accuracy = testAccuracy }],
        TestAccuracy = testAccuracy,
    };

    /// <summary>Runs of seeds from 1 on.</summary>
    public static TrainingRun[] Runs(Activation activation, double[] accuracies, double rate = 0.01, int firstSeed = 1) =>
        [.. accuracies.Select((accuracy, i) => Run(activation, firstSeed + i, accuracy, rate))];

    /// <summary>Each group against every one before it, by the activation unless told.</summary>
    public static IReadOnlyList<RunGroupComparison> Compared(IEnumerable<TrainingRun> runs, params string[] groupBy) => RunGroupComparison.Corrected(
    [
        .. RunGroup.Pairs(RunGroup.Partition(runs, new Grouping(groupBy.Length == 0 ? ["Activation"] : groupBy)), null)
            .Select(pair => RunGroupComparison.Of(pair.Group, pair.Reference, 0.95)),
    ]);
}

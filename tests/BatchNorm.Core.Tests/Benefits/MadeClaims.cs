using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Benefits;

/// <summary>Comparisons of claims that never ran, with the numbers a test wants.</summary>
internal static class MadeClaims
{
    /// <summary>A comparison of a claim, by its name.</summary>
    public static BatchNormComparison Of(
        LessonClaimKind kind, int seed, double without, double with, Func<Experiment, Experiment>? settings = null,
        IReadOnlyList<AccuracySample>? samplesWithout = null, IReadOnlyList<AccuracySample>? samplesWith = null)
    {
        var experiment = new PublishedExperiment(Settings(kind, seed, settings)) { Name = $"{kind}" };
        return BatchNormComparison.Of(experiment, Run(experiment, false, without, samplesWithout), Run(experiment, true, with, samplesWith));
    }

    /// <summary>A learning rate for some seeds: how good each is, without and with.</summary>
    public static IEnumerable<BatchNormComparison> Rate(LessonClaimKind kind, double rate, params (double Without, double With)[] seeds) =>
        seeds.Select((side, i) => Of(kind, i + 1, side.Without, side.With, settings => settings with { LearningRate = rate }));

    /// <summary>Samples at steps 100, 200, ...: of the validation accuracy, and of the training accuracy where there is one.</summary>
    public static IReadOnlyList<AccuracySample> Samples(params (double? Training, double Validation)[] samples) =>
    [
        .. samples.Select((sample, i) => new AccuracySample
        {
            Step = (i + 1) * 100, TrainingAccuracy = sample.Training, Accuracy = sample.Validation, Elapsed = TimeSpan.FromSeconds(i + 1),
        }),
    ];

    /// <summary>Samples of a run that reaches an accuracy of 0.96 at a step, a multiple of 100 up to 1,000, or never; each step takes as many milliseconds.</summary>
    public static IReadOnlyList<AccuracySample> Reaching(int? step, double milliseconds = 1) =>
    [
        .. Enumerable.Range(0, 10).Select(i => new AccuracySample
        {
            Step = i * 100, Accuracy = i * 100 >= step ? 0.96 : 0.5, Elapsed = TimeSpan.FromMilliseconds(i * 100 * milliseconds),
        }),
    ];

    /// <summary>Measures comparisons that are of one claim.</summary>
    public static LessonClaimMeasurement Measure(IEnumerable<BatchNormComparison> comparisons, double accuracy = 0.95) =>
        LessonClaimMeasurement.Of(Assert.Single(ClaimedComparisons.Partition([.. comparisons])), new MeasurementSettings { Accuracy = accuracy });

    private static Experiment Settings(LessonClaimKind kind, int seed, Func<Experiment, Experiment>? change)
    {
        LessonClaim claim = LessonClaims.All.Single(one => one.Kind == kind);
        var experiment = new Experiment
        {
            Activation = claim.Activation[0],
            LearningRate = claim.LearningRate[0],
            WeightScale = claim.WeightScale[0],
            HiddenLayer = claim.HiddenLayer[0],
            TrainingBatches = 1000, // none of the claims' own, so that a comparison is of the claim it is named after alone
            BatchesPerSample = claim.BatchesPerSample,
            MeasureTraining = claim.MeasureTraining,
            Engine = EngineKind.Simd,
            Dataset = "Made",
            DatasetHash = "hash of Made",
            Seed = seed,
        };
        return change is null ? experiment : change(experiment);
    }

    private static TrainingRun Run(Experiment experiment, bool batchNorm, double accuracy, IReadOnlyList<AccuracySample>? samples) => new(experiment)
    {
        UseBatchNorm = batchNorm,
        Samples = [.. samples ?? Reaching(null)],
        InitialWeightsHash = $"weights {experiment.Seed}",
        BatchOrderHash = $"batches {experiment.Seed}",
        ValidationAccuracy = accuracy,
        TestAccuracy = accuracy,
        Duration = TimeSpan.FromSeconds(1),
    };
}

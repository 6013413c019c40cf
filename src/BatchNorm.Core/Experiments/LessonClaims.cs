using BatchNorm.Settings;

namespace BatchNorm.Experiments;

/// <summary>
/// The seven benefits of batch normalization that the lesson names, each with the experiment that tries it. The lesson itself tries four of them,
/// mostly by one run each.
/// </summary>
/// <remarks>
/// Networks, weights and batches are the lesson's unless they are what is tried. Each grid goes on until at least one side fails, as far as that can be
/// had in some minutes; all networks are small and all data is handwriting.
/// </remarks>
public static class LessonClaims
{
    private const double SmallRate = 0.01, MiddleRate = 0.1;
    private const int Short = 2_000, Longer = 10_000, Long = 20_000;

    /// <summary>The claims, in the lesson's order.</summary>
    public static IReadOnlyList<LessonClaim> All { get; } =
    [
        new()
        {
            Kind = LessonClaimKind.Speed,
            Claim = "Networks train faster, although each step costs more.",
            Measure = "steps, and seconds, to an accuracy on the validation images",
            LearningRate = [SmallRate],
            TrainingBatches = Long,
            BatchesPerSample = 100,
        },
        new()
        {
            Kind = LessonClaimKind.Rates,
            Claim = "Higher learning rates are possible.",
            Measure = "the largest learning rate at which 9 of 10 seeds learn",
            Varied = nameof(ExperimentSettings.LearningRate),
            LearningRate = [0.01, 0.03, 0.1, 0.3, 1, 2, 3, 5, 10, 20],
            TrainingBatches = Short,
            BatchesPerSample = 50,
        },
        new()
        {
            Kind = LessonClaimKind.Weights,
            Claim = "Initial weights are easier to choose.",
            Measure = "the scales of the initial weights at which 9 of 10 seeds learn",
            Varied = nameof(ExperimentSettings.WeightScale),
            LearningRate = [MiddleRate],
            WeightScale = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
            TrainingBatches = Short,
            BatchesPerSample = 50,
        },
        new()
        {
            Kind = LessonClaimKind.Activations,
            Claim = "More activation functions become usable.",
            Measure = "the activation functions with which 9 of 10 seeds learn",
            Varied = nameof(ExperimentSettings.Activation),
            Activation = [.. Enum.GetValues<Activation>()],
            LearningRate = [MiddleRate],
            TrainingBatches = Short,
            BatchesPerSample = 50,
        },
        new()
        {
            Kind = LessonClaimKind.Depth,
            Claim = "Deeper networks become possible.",
            Measure = "the most hidden layers with which 9 of 10 seeds learn",
            Varied = nameof(ExperimentSettings.HiddenLayer),
            LearningRate = [MiddleRate],
            HiddenLayer = [.. ((int[])[1, 2, 3, 5, 10, 20, 30]).Select(Layers)],
            TrainingBatches = Short,
            BatchesPerSample = 100,
        },
        new()
        {
            Kind = LessonClaimKind.Regularization,
            Claim = "It regularizes a little.",
            Measure = "how far validation accuracy stays behind the same training accuracy",
            LearningRate = [MiddleRate],
            TrainingBatches = Longer,
            BatchesPerSample = 100,
            MeasureTraining = true,
        },
        new()
        {
            Kind = LessonClaimKind.Results,
            Claim = "The results may be better over all.",
            Measure = "test accuracy, each side at the learning rate that is best for it on validation images",
            Varied = nameof(ExperimentSettings.LearningRate),
            LearningRate = [0.03, 0.1, 0.3, 1, 3],
            TrainingBatches = Longer,
            BatchesPerSample = 500,
        },
    ];

    private static string Layers(int count) => string.Join(',', Enumerable.Repeat("100", count));
}

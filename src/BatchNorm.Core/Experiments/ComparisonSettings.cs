using BatchNorm.Engines;
using BatchNorm.Networks;
using static System.FormattableString;

namespace BatchNorm.Experiments;

/// <summary>
/// What repeats of a comparison have in common: every setting but the seed, and what was published for them, compared by value. A setting
/// that comparisons gain is named here, or comparisons that differ in it count as repeats. The data is no setting: comparisons that differ in
/// it only are told apart by whoever measures them, by <see cref="BatchNormComparison.DatasetHash"/>.
/// </summary>
public sealed record ComparisonSettings
{
    /// <summary>The experiment's name, as "In4" for one of the lesson's; empty where it was given none.</summary>
    public string Name { get; init; } = "";

    /// <summary>How the layers are connected.</summary>
    public Architecture Architecture { get; init; }

    /// <summary>Feature maps of each convolution, as "6,16"; empty in a network without.</summary>
    public string FeatureMaps { get; init; } = "";

    /// <summary>Rows and columns of every convolution's kernel, or null in a network without.</summary>
    public int? KernelSize { get; init; }

    /// <summary>Whether a recurrent network reads an image a pixel a step, and not a row.</summary>
    public bool PixelByPixel { get; init; }

    /// <summary>Whether a recurrent network reads the pixels in an order drawn at random, always the same.</summary>
    public bool Permuted { get; init; }

    /// <summary>The non-linearity of the hidden layers.</summary>
    public Activation Activation { get; init; }

    /// <summary>The step size of gradient descent.</summary>
    public double LearningRate { get; init; }

    /// <summary>The standard deviation of the initial weights.</summary>
    public double WeightScale { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; }

    /// <summary>Units of each hidden layer, as "100,100,100".</summary>
    public string HiddenLayer { get; init; } = "";

    /// <summary>Steps trained.</summary>
    public int TrainingBatches { get; init; }

    /// <summary>Steps between accuracy samples.</summary>
    public int BatchesPerSample { get; init; }

    /// <summary>Where in a hidden layer the normalization stands.</summary>
    public BatchNormPlacement? Placement { get; init; }

    /// <summary>Which of the Torch engine's batch normalizations was asked for; null where the engine chose.</summary>
    public BatchNormImplementation? Implementation { get; init; }

    /// <summary>Added to the variance before the square root; null where nothing is normalized.</summary>
    public double? Epsilon { get; init; }

    /// <summary>The share of the old population estimate that was kept at each batch; null where nothing is normalized.</summary>
    public double? Decay { get; init; }

    /// <summary>Whether the population statistics were never moved: a mistake made on purpose.</summary>
    public bool SkipPopulationUpdate { get; init; }

    /// <summary>Whether the tests normalized with the statistics of the images given: a mistake made on purpose.</summary>
    public bool UseBatchStatistics { get; init; }

    /// <summary>Test images that were also given one at a time; 0 for none.</summary>
    public int IndividualPredictions { get; init; }

    /// <summary>The test accuracy without batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The test accuracy with batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>What computed.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The settings of a comparison.</summary>
    public static ComparisonSettings Of(BatchNormComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonSettings
        {
            Name = comparison.Name,
            Architecture = comparison.Architecture,
            FeatureMaps = comparison.FeatureMaps,
            KernelSize = comparison.KernelSize,
            PixelByPixel = comparison.PixelByPixel,
            Permuted = comparison.Permuted,
            Activation = comparison.Activation,
            LearningRate = comparison.LearningRate,
            WeightScale = comparison.WeightScale,
            BatchSize = comparison.BatchSize,
            HiddenLayer = comparison.HiddenLayer,
            TrainingBatches = comparison.TrainingBatches,
            BatchesPerSample = comparison.BatchesPerSample,
            Placement = comparison.Placement,
            Implementation = comparison.Implementation,
            Epsilon = comparison.Epsilon,
            Decay = comparison.Decay,
            SkipPopulationUpdate = comparison.SkipPopulationUpdate,
            UseBatchStatistics = comparison.UseBatchStatistics,
            IndividualPredictions = comparison.IndividualPredictions,
            PublishedTestAccuracyWithout = comparison.PublishedTestAccuracyWithout,
            PublishedTestAccuracyWith = comparison.PublishedTestAccuracyWith,
            Engine = comparison.Engine,
        };
    }

    /// <summary>All settings, so that no two groups of a sweep have the same name; what is as usual goes without saying.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Name.Length > 0 ? Name : null,
            Architecture == Architecture.FullyConnected ? null : $"{Architecture}",
            FeatureMaps.Length > 0 ? $"{FeatureMaps} maps" : null,
            KernelSize is { } size ? Invariant($"kernels of {size} x {size}") : null,
            PixelByPixel ? "pixel by pixel" : null,
            Permuted ? "permuted" : null,
            $"{Activation}",
            Invariant($"learning rate {LearningRate}"),
            Invariant($"weight scale {WeightScale}"),
            Invariant($"batches of {BatchSize}"),
            $"hidden layers {HiddenLayer}",
            Invariant($"{TrainingBatches} steps sampled every {BatchesPerSample}"),
            Placement == BatchNormPlacement.AfterActivation ? "normalized after the activation" : null,
            Implementation is { } implementation ? $"{implementation} implementation" : null,
            Epsilon is { } epsilon ? Invariant($"epsilon {epsilon}") : null,
            Decay is { } decay ? Invariant($"decay {decay}") : null,
            SkipPopulationUpdate ? "population update skipped" : null,
            UseBatchStatistics ? "tested with batch statistics" : null,
            IndividualPredictions > 0 ? Invariant($"{IndividualPredictions} single predictions") : null,
            PublishedTestAccuracyWithout is { } without ? Invariant($"published {without} without") : null,
            PublishedTestAccuracyWith is { } with ? Invariant($"published {with} with") : null,
            $"{Engine} engine",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }
}

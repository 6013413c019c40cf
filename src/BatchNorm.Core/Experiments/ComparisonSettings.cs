using System.Globalization;
using BatchNorm.Engines;
using BatchNorm.Networks;

namespace BatchNorm.Experiments;

/// <summary>
/// What repeats of a comparison have in common: every setting but the seed, compared by value. A setting that comparisons gain is named
/// here, or comparisons that differ in it count as repeats. The data is no setting: comparisons that differ in it only are told apart
/// by whoever measures them.
/// </summary>
public sealed record ComparisonSettings
{
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

    /// <summary>What computed.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The settings of a comparison.</summary>
    public static ComparisonSettings Of(BatchNormComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new ComparisonSettings
        {
            Activation = comparison.Activation,
            LearningRate = comparison.LearningRate,
            WeightScale = comparison.WeightScale,
            BatchSize = comparison.BatchSize,
            HiddenLayer = comparison.HiddenLayer,
            TrainingBatches = comparison.TrainingBatches,
            BatchesPerSample = comparison.BatchesPerSample,
            Engine = comparison.Engine,
        };
    }

    /// <summary>All settings, so that no two groups of a sweep have the same name.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Activation}, learning rate {LearningRate}, weight scale {WeightScale}, batches of {BatchSize}, hidden layers {HiddenLayer}, ")
        + string.Create(CultureInfo.InvariantCulture, $"{TrainingBatches} steps sampled every {BatchesPerSample}, {Engine} engine");
}

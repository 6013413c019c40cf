using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;
using BatchNorm.Statistics;

namespace BatchNorm.Benefits;

/// <summary>One value of a claim's grid, with its comparisons.</summary>
/// <param name="Label">The value in words.</param>
/// <param name="Number">The value as a number, by which a grid is in order: of layers their count, of activations their place.</param>
/// <param name="Pairs">The comparisons, one a seed, in the order of the seeds.</param>
internal sealed record GridPoint(string Label, double Number, IReadOnlyList<BatchNormComparison> Pairs)
{
    /// <summary>The point of comparisons that differ in the seed only.</summary>
    /// <param name="varied">The setting that is the grid, by its name; empty where nothing is.</param>
    /// <param name="settings">What the comparisons have in common.</param>
    /// <param name="pairs">The comparisons.</param>
    public static GridPoint Of(string varied, Experiment settings, IReadOnlyList<BatchNormComparison> pairs) => varied switch
    {
        nameof(settings.LearningRate) => new(SettingText.Number.InWords(settings.LearningRate), settings.LearningRate, pairs),
        nameof(settings.WeightScale) => new(SettingText.Number.InWords(settings.WeightScale), settings.WeightScale, pairs),
        nameof(settings.Activation) => new($"{settings.Activation}", (double)settings.Activation, pairs),
        nameof(settings.HiddenLayer) => new(SettingText.WholeNumber.Write(Layers(settings)), Layers(settings), pairs),
        _ => new("", 0, pairs),
    };

    /// <summary>What came of one side, in the order of the seeds.</summary>
    public IReadOnlyList<Outcome> Side(bool withBatchNorm) => [.. Pairs.Select(pair => withBatchNorm ? Outcome.With(pair) : Outcome.Without(pair))];

    /// <summary>How many of one side learned.</summary>
    /// <param name="withBatchNorm">The side.</param>
    /// <param name="threshold">The test accuracy from which a run has learned.</param>
    public ShareEstimate Learned(bool withBatchNorm, double threshold) =>
        new(Side(withBatchNorm).Count(outcome => outcome.IsSuccess(threshold)), Pairs.Count);

    private static int Layers(Experiment settings) => settings.HiddenLayer.Length == 0 ? 0 : settings.HiddenLayer.Count(letter => letter == ',') + 1;
}

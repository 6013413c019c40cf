using BatchNorm.Experiments;
using BatchNorm.Statistics;

namespace BatchNorm.Measurements;

/// <summary>What the pairs of a group show: both sides of each began alike and saw the same, so that their difference is of one cause.</summary>
internal sealed record PairMeasurement
{
    // Accuracies are counts over a test set, and so are their differences, give or take the last bits of a double: without those, equal
    // differences are equal, and ranked as ties.
    private const int Digits = 9;

    /// <summary>The mean difference, with less without.</summary>
    public required MeanEstimate Difference { get; init; }

    /// <summary>The interval of the mean difference, as far as accuracies can differ, or null for one pair.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>Whether the differences could be chance, or null for one pair, which can tell nothing of it.</summary>
    public required double? WilcoxonP { get; init; }

    public static PairMeasurement Of(IReadOnlyList<BatchNormComparison> comparisons, double confidence)
    {
        double[] differences = [.. comparisons.Select(pair => Math.Round(pair.TestAccuracyWith - pair.TestAccuracyWithout, Digits))];
        MeanEstimate mean = MeanEstimate.Of(differences);
        return new PairMeasurement
        {
            Difference = mean,
            Interval = mean.Interval(confidence)?.Within(-1, 1),
            WilcoxonP = differences.Length > 1 ? WilcoxonSignedRank.PValue(differences) : null,
        };
    }
}

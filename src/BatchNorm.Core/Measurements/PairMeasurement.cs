using BatchNorm.Statistics;

namespace BatchNorm.Measurements;

/// <summary>What pairs show whose two sides agree in everything but one, so that their difference is of one cause.</summary>
internal sealed record PairMeasurement
{
    // Accuracies are counts over a test set, and so are their differences, give or take the last bits of a double: without those, equal
    // differences are equal, and ranked as ties.
    private const int Digits = 9;

    /// <summary>The mean difference.</summary>
    public required MeanEstimate Difference { get; init; }

    /// <summary>The interval of the mean difference, as far as accuracies can differ, or null for one pair.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>Whether the differences could be chance, or null for one pair, which can tell nothing of it.</summary>
    public required double? WilcoxonP { get; init; }

    /// <summary>Measures pairs.</summary>
    /// <param name="pairs">The difference of the accuracies of each.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    public static PairMeasurement Of(IEnumerable<double> pairs, double confidence)
    {
        double[] differences = [.. pairs.Select(Rounded)];
        MeanEstimate mean = MeanEstimate.Of(differences);
        return new PairMeasurement
        {
            Difference = mean,
            Interval = mean.Interval(confidence)?.Within(-1, 1),
            WilcoxonP = differences.Length > 1 ? WilcoxonSignedRank.PValue(differences) : null,
        };
    }

    /// <summary>Without the last bits, which are not of the accuracies.</summary>
    public static double Rounded(double value) => Math.Round(value, Digits);
}

using BatchNorm.Statistics;

namespace BatchNorm.Plotting;

/// <summary>The mean of some accuracies, and from where to where the band around it goes.</summary>
/// <param name="Lower">The lower edge.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Upper">The upper edge.</param>
internal readonly record struct Band(double Lower, double Mean, double Upper)
{
    private const double Confidence = 0.95;

    /// <summary>The band of the accuracies at one step, cut to 0 to 1, where accuracies are; NaN where one of them is no finite number.</summary>
    /// <param name="values">At least two: of a single one nothing is known but itself.</param>
    /// <param name="kind">Which band.</param>
    public static Band Around(IReadOnlyList<double> values, BandKind kind)
    {
        if (!values.All(double.IsFinite))
            return new Band(double.NaN, double.NaN, double.NaN);

        MeanEstimate estimate = MeanEstimate.Of(values);
        double mean = estimate.Mean, deviation = estimate.StandardDeviation!.Value;
        double error = deviation / Math.Sqrt(values.Count);
        Interval edges = kind switch
        {
            BandKind.StandardDeviation => new Interval(mean - deviation, mean + deviation),
            BandKind.StandardError => new Interval(mean - error, mean + error),
            BandKind.ConfidenceInterval => estimate.Interval(Confidence)!.Value,
            BandKind.Range => new Interval(values.Min(), values.Max()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such band."),
        };
        (double low, double high) = edges.Within(0, 1);
        return new Band(low, mean, high);
    }
}

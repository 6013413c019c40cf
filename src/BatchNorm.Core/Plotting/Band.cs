using BatchNorm.Statistics;

namespace BatchNorm.Plotting;

/// <summary>The mean of some values, and from where to where the band around it goes.</summary>
/// <param name="Lower">The lower edge.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Upper">The upper edge.</param>
internal readonly record struct Band(double Lower, double Mean, double Upper)
{
    private const double Confidence = 0.95;

    /// <summary>The band of the values at one step, cut to where values can be; NaN where one of them is no finite number.</summary>
    /// <param name="values">At least two: of a single one nothing is known but itself.</param>
    /// <param name="kind">Which band.</param>
    /// <param name="greatest">The greatest value there can be: 1 of a share of images. The least is 0.</param>
    public static Band Around(IReadOnlyList<double> values, BandKind kind, double greatest = 1)
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
        (double low, double high) = edges.Within(0, greatest);
        return new Band(low, mean, high);
    }
}

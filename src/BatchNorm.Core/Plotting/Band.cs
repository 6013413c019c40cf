namespace BatchNorm.Plotting;

/// <summary>The mean of some values, and from where to where the band around it goes.</summary>
/// <param name="Lower">The lower edge.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Upper">The upper edge.</param>
internal readonly record struct Band(double Lower, double Mean, double Upper)
{
    /// <summary>The band of values at one step.</summary>
    /// <param name="values">At least two; of one nothing is known but itself.</param>
    /// <param name="kind">Which band.</param>
    public static Band Around(IReadOnlyList<double> values, BandKind kind)
    {
        double mean = values.Average();
        if (kind == BandKind.Range)
            return new Band(values.Min(), mean, values.Max());

        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        double half = kind switch
        {
            BandKind.StandardDeviation => deviation,
            BandKind.StandardError => deviation / Math.Sqrt(values.Count),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such band."),
        };
        return new Band(mean - half, mean, mean + half);
    }
}

namespace BatchNorm.Statistics;

/// <summary>Percentiles of a sample, by linear interpolation between its values in order.</summary>
/// <remarks>Definition 7 of Hyndman and Fan (1996), the one that NumPy, R and spreadsheets take unless told otherwise.</remarks>
public static class Percentile
{
    /// <summary>The value at position (n - 1) percent / 100 of the values in order, counted from 0; between two of them their mix.</summary>
    /// <param name="sorted">The values, least first; where one is NaN, so is the percentile.</param>
    /// <param name="percent">0 to 100: 50 is the median.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The percent lie outside 0 to 100.</exception>
    public static double Of(ReadOnlySpan<float> sorted, double percent)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("Of no values there is no percentile.", nameof(sorted));
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A percentile lies between 0 and 100.");
        if (float.IsNaN(sorted[0])) // sorting puts NaN before everything
            return double.NaN;

        double position = (sorted.Length - 1) * percent / 100;
        int index = (int)position;
        double below = sorted[index], above = sorted[Math.Min(index + 1, sorted.Length - 1)];
        return below == above ? below : below + ((position - index) * (above - below)); // equal infinities have no difference
    }
}

namespace BatchNorm.Statistics;

/// <summary>The median of times some of which were never reached.</summary>
public static class Median
{
    /// <summary>
    /// The middle value, or the mean of the two in the middle; null where that is no number, because half of the values or more were not
    /// reached. A mean of those that were would be of the fortunate only.
    /// </summary>
    /// <param name="values">Numbers, and null for what was not reached: more than any number.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static double? Of(IEnumerable<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Select(value => value ?? double.PositiveInfinity).Order()];
        if (sorted.Length == 0)
            throw new ArgumentException("Of no values there is no median.", nameof(values));

        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsPositiveInfinity(median) ? null : median;
    }
}

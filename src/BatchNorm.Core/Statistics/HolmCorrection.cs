namespace BatchNorm.Statistics;

/// <summary>
/// Holm's correction (1979, "A simple sequentially rejective multiple test procedure") of p values for there being several: below a level they come with at most
/// that probability where nothing is behind any of them, however the tests hang together.
/// </summary>
public static class HolmCorrection
{
    /// <summary>
    /// The corrected values, in the order of the given ones: of m values in order, the i-th least is max over j &lt;= i of (m - j + 1) p(j), and at most 1. No value
    /// becomes less, their order stays, and one by itself is what it was.
    /// </summary>
    /// <param name="values">The p values of all tests that were made, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is no probability.</exception>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var corrected = new double[values.Count];
        double greatest = 0;
        int left = values.Count;
        foreach (int index in Enumerable.Range(0, values.Count).OrderBy(index => values[index]))
        {
            if (values[index] is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(values), values[index], "A p value lies between 0 and 1.");
            greatest = Math.Max(greatest, Math.Min(1, left * values[index]));
            corrected[index] = greatest;
            left--;
        }

        return corrected;
    }

    /// <summary>The same where some tests could not be made: null for those, which are not counted among the several.</summary>
    /// <param name="values">The p values, and null where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is no probability.</exception>
    public static IReadOnlyList<double?> OfKnown(IReadOnlyList<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var corrected = new Queue<double>(Of([.. values.OfType<double>()]));
        return [.. values.Select(value => value is null ? (double?)null : corrected.Dequeue())];
    }
}

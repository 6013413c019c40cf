namespace BatchNorm.Statistics;

/// <summary>What a sample tells of the mean of what it was drawn from.</summary>
public sealed record MeanEstimate
{
    private MeanEstimate(int count, double mean, double? standardDeviation)
    {
        Count = count;
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>How many values the sample has.</summary>
    public int Count { get; }

    /// <summary>Their arithmetic mean.</summary>
    public double Mean { get; }

    /// <summary>The sample standard deviation, sqrt(sum (x - mean)^2 / (n - 1)), or null where there is one value only.</summary>
    public double? StandardDeviation { get; }

    /// <summary>Describes a sample.</summary>
    /// <exception cref="ArgumentException">There is no value, or one that is not finite.</exception>
    public static MeanEstimate Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);

        // Welford's update (1962): nothing cancels, and equal values have exactly themselves as mean and no deviation.
        int count = 0;
        double mean = 0;
        double squares = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException($"{value} has no place in a mean.", nameof(values));
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        if (count == 0)
            throw new ArgumentException("Of no values there is no mean.", nameof(values));
        return new MeanEstimate(count, mean, count > 1 ? Math.Sqrt(squares / (count - 1)) : null);
    }

    /// <summary>
    /// Student's interval of the mean, mean ± t s / sqrt(n) with t of n - 1 degrees of freedom, or null where there is one value only:
    /// it tells nothing of how far others would lie.
    /// </summary>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    public Interval? Interval(double confidence)
    {
        if (StandardDeviation is not { } deviation)
            return null;
        double half = CriticalValue.Student(Count - 1, confidence) * deviation / Math.Sqrt(Count);
        return new Interval(Mean - half, Mean + half);
    }
}

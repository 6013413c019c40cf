namespace BatchNorm.Statistics;

/// <summary>What a sample tells of how often something happens.</summary>
public sealed record ShareEstimate
{
    /// <summary>Describes a sample.</summary>
    /// <param name="count">How often it happened.</param>
    /// <param name="total">How often it could have.</param>
    /// <exception cref="ArgumentOutOfRangeException">It could never have happened, or happened more often than it could have.</exception>
    public ShareEstimate(int count, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        Count = count;
        Total = total;
    }

    /// <summary>How often it happened.</summary>
    public int Count { get; }

    /// <summary>How often it could have.</summary>
    public int Total { get; }

    /// <summary>The share, 0 to 1.</summary>
    public double Share => (double)Count / Total;

    /// <summary>
    /// Wilson's score interval (1927): the shares p whose distance from the one seen is at most z sqrt(p (1 - p) / n). It stays within
    /// 0 and 1 and says something also where the share seen is one of them, which the textbook's p ± z s does not.
    /// </summary>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    public Interval Interval(double confidence)
    {
        double z = CriticalValue.Normal(confidence);
        double z2 = z * z;
        double p = Share;
        double centre = (p + (z2 / (2 * Total))) / (1 + (z2 / Total));
        double half = z * Math.Sqrt((p * (1 - p) / Total) + (z2 / (4.0 * Total * Total))) / (1 + (z2 / Total));

        // Where the share is 0 or 1 that end of the interval is the share itself, which rounding must not pass.
        return new Interval(Count == 0 ? 0 : centre - half, Count == Total ? 1 : centre + half);
    }
}

namespace BatchNorm.Statistics;

/// <summary>What two samples that are not paired tell of the difference of the means of what they were drawn from, whose spreads need not be the same.</summary>
public static class WelchDifference
{
    /// <summary>
    /// Welch's interval (1947) of the difference, first less second: d ± t sqrt(v1 + v2) with v = s^2 / n of each, and t of (v1 + v2)^2 / (v1^2 / (n1 - 1) + v2^2 / (n2 - 1))
    /// degrees of freedom (Satterthwaite 1946). Null where a sample is a single value. Without any spread it is the difference itself.
    /// </summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    public static Interval? Interval(MeanEstimate first, MeanEstimate second, double confidence)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.StandardDeviation is not { } s1 || second.StandardDeviation is not { } s2)
            return null;

        double difference = first.Mean - second.Mean;
        double v1 = s1 * s1 / first.Count, v2 = s2 * s2 / second.Count;
        if (v1 + v2 == 0)
            return new Interval(difference, difference);
        double share = v1 / (v1 + v2); // squares of variances would vanish where those are small
        double degreesOfFreedom = 1 / ((share * share / (first.Count - 1)) + ((1 - share) * (1 - share) / (second.Count - 1)));
        double half = CriticalValue.Student(degreesOfFreedom, confidence) * Math.Sqrt(v1 + v2);
        return new Interval(difference - half, difference + half);
    }
}

using MathNet.Numerics.Distributions;

namespace BatchNorm.Statistics;

/// <summary>What a sample tells of the median of what it was drawn from; of some of its numbers only the ends may be known that they lie between.</summary>
public sealed record MedianEstimate
{
    private readonly double[] _lows;
    private readonly double[] _highs;

    private MedianEstimate(double[] lows, double[] highs)
    {
        _lows = lows;
        _highs = highs;
    }

    /// <summary>How many numbers the sample has.</summary>
    public int Count => _lows.Length;

    /// <summary>The middle number, or the mean of the two in the middle, as far as it is known.</summary>
    public Bracket Median => new(Middle(_lows), Middle(_highs));

    /// <summary>Describes a sample.</summary>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static MedianEstimate Of(IReadOnlyCollection<Bracket> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0
            ? new MedianEstimate([.. values.Select(value => value.Low).Order()], [.. values.Select(value => value.High).Order()])
            : throw new ArgumentException("Of no values there is no median.", nameof(values));
    }

    /// <summary>
    /// The interval between the k-th least and the k-th greatest number, whatever their distribution is: the number of those below the median is
    /// binomial with 1/2, so that both miss it with a probability of 2 P(B &lt; k) at most (Conover, Practical Nonparametric Statistics, 3.2). Of numbers
    /// that are not known the lower end takes the least and the upper end the greatest that they can be.
    /// </summary>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    /// <returns>Null where there are too few numbers: 0.95 takes six.</returns>
    public Interval? Interval(double confidence)
    {
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence level is a probability between 0 and 1, such as 0.95.");
        int k = 0;
        while (k < Count && 2 * Binomial.CDF(0.5, Count, k) <= 1 - confidence)
            k++;
        return k == 0 ? null : new Interval(_lows[k - 1], _highs[Count - k]);
    }

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

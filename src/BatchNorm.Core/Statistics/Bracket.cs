namespace BatchNorm.Statistics;

/// <summary>
/// What is known of a number that need not be known itself: it lies between two others, both included. A time that was never reached lies between
/// the end of the waiting and infinity; what is known has itself as both ends.
/// </summary>
/// <param name="Low">The least it can be.</param>
/// <param name="High">The greatest it can be.</param>
public readonly record struct Bracket(double Low, double High)
{
    /// <summary>Whether the number is known.</summary>
    public bool IsKnown => Low == High;

    /// <summary>What is known of a number that is at least so much.</summary>
    public static Bracket AtLeast(double low) => new(low, double.PositiveInfinity);

    /// <summary>What is known of a number that is known.</summary>
    public static Bracket Of(double value) => new(value, value);

    /// <summary>What is known of a quotient of two numbers above 0, or from 0 on.</summary>
    /// <param name="divisor">What it is divided by; the greatest that it can be is above 0.</param>
    public Bracket Over(Bracket divisor) => new(Low / divisor.High, divisor.Low == 0 ? double.PositiveInfinity : High / divisor.Low);
}

namespace BatchNorm.Statistics;

/// <summary>A confidence interval, both ends included.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>
    /// The part of it where what it estimates can be. That takes nothing away from what it may hold, so it holds it with the same probability;
    /// an interval that is everything there is says nothing.
    /// </summary>
    /// <param name="least">The least that what it estimates can be.</param>
    /// <param name="greatest">The greatest.</param>
    public Interval Within(double least, double greatest) => new(Math.Clamp(Low, least, greatest), Math.Clamp(High, least, greatest));
}

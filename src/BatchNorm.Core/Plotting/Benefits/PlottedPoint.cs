namespace BatchNorm.Plotting.Benefits;

/// <summary>A point with the interval of its height.</summary>
/// <param name="X">Where it stands.</param>
/// <param name="Y">How high.</param>
/// <param name="Low">The lower end of the interval, or null where there is none.</param>
/// <param name="High">The upper end of the interval, or null where there is none.</param>
internal sealed record PlottedPoint(double X, double Y, double? Low = null, double? High = null)
{
    /// <summary>The same with nothing below a height: what is lower stands there, without an interval.</summary>
    public PlottedPoint AtLeast(double least) => Y < least ? new PlottedPoint(X, least) : this with { Low = Low is { } low ? Math.Max(low, least) : null };
}

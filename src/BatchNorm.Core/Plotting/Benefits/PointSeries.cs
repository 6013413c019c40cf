namespace BatchNorm.Plotting.Benefits;

/// <summary>One side of a panel: points from left to right.</summary>
/// <param name="WithBatchNorm">Which side it is, which is its colour.</param>
/// <param name="Points">The points; all of their numbers are finite.</param>
internal sealed record PointSeries(bool WithBatchNorm, IReadOnlyList<PlottedPoint> Points);

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A line of parallel coordinates.</summary>
/// <param name="Places">Where it crosses each axis, 0 to 1; null where it has no number there.</param>
/// <param name="Value">The number that it is coloured by, or null.</param>
internal sealed record ParallelLine(IReadOnlyList<double?> Places, double? Value);

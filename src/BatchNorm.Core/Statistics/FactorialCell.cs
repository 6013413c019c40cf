namespace BatchNorm.Statistics;

/// <summary>The results of one combination of the levels of some factors.</summary>
/// <param name="Levels">The level of each factor, from 0.</param>
/// <param name="Results">What came of it; at least one, all finite.</param>
public sealed record FactorialCell(IReadOnlyList<int> Levels, IReadOnlyList<double> Results);

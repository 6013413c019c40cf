using BatchNorm.Experiments;

namespace BatchNorm.Reporting;

/// <summary>An experiment of a report none of whose comparisons are there.</summary>
/// <param name="Title">What the report calls it.</param>
/// <param name="Settings">What the comparisons have in common.</param>
/// <param name="Comparisons">The comparisons that are missing; at least one.</param>
public sealed record MissingGroup(string Title, PublishedExperiment Settings, IReadOnlyList<MissingComparison> Comparisons);

using BatchNorm.Experiments;

namespace BatchNorm.Reporting;

/// <summary>A comparison that belongs into a report and is not there, as of a sweep that is half done.</summary>
/// <param name="Experiment">Its settings.</param>
/// <param name="Failure">Why it failed, or null where it is only not done yet.</param>
public sealed record MissingComparison(PublishedExperiment Experiment, string? Failure);

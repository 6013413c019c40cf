namespace BatchNorm.Experiments;

/// <summary>A comparison that was asked for and is not there, as of a sweep that is half done.</summary>
/// <param name="Experiment">Its settings.</param>
/// <param name="Failure">Why it failed, or null where it is only not done yet.</param>
public sealed record MissingComparison(PublishedExperiment Experiment, string? Failure);

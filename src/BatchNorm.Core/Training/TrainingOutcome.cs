namespace BatchNorm.Training;

/// <summary>How a queued training ended: with a result or with an error, never both.</summary>
/// <param name="Name">What was trained.</param>
/// <param name="Result">What came of it, or null.</param>
/// <param name="Error">Why nothing came of it, or null.</param>
public sealed record TrainingOutcome<T>(string Name, T? Result, Exception? Error)
    where T : class;

namespace BatchNorm.Sweeps.Launching;

/// <summary>How a program ended, and what it wrote.</summary>
/// <param name="ExitCode">0 where it did what it was to do.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
public sealed record CommandResult(int ExitCode, string Output, string Error);

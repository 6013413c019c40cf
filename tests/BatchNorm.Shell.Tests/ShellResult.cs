namespace BatchNorm.Shell;

/// <summary>How a shell ended, and what it wrote to its streams.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error);

namespace BatchNorm.Shell;

/// <summary>The command line cannot be followed; the message says which part of it and why.</summary>
internal sealed class UsageException(string message) : Exception(message);

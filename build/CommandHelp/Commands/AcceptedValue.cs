namespace CommandHelp.Commands;

/// <summary>A value that a parameter takes, where there are only so many.</summary>
/// <param name="Value">As it is typed.</param>
/// <param name="Description">What it means; may be empty.</param>
internal sealed record AcceptedValue(string Value, string Description);

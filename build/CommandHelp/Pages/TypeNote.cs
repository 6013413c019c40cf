namespace CommandHelp.Pages;

/// <summary>What is said of a type that a cmdlet takes or writes: "Type: what it is there".</summary>
/// <param name="Type">The type's full name.</param>
/// <param name="Description">What it is there; may be empty.</param>
internal sealed record TypeNote(string Type, string Description)
{
    public static TypeNote Of(string item) => item.Split(": ", 2) is [var type, var description] ? new(type, description) : new(item, "");
}

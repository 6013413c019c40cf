namespace BatchNorm.Sweeps.Launching;

/// <summary>Keeps what would end a line, or more, out of scripts and command lines.</summary>
internal static class ControlCharacters
{
    /// <summary>Refuses a text that has one.</summary>
    /// <exception cref="ArgumentException">It has a line break or another control character.</exception>
    public static void Refuse(string text)
    {
        if (text.Any(char.IsControl))
            throw new ArgumentException($"'{Shown(text)}' has a line break or another control character where the ? stands, which no command line can hold. Choose a path without one.");
    }

    /// <summary>A text from elsewhere as it can be shown: without control characters, and not too long.</summary>
    public static string Shown(string text)
    {
        const int Longest = 500;
        string shortened = text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}...";
        return string.Concat(shortened.Select(character => char.IsControl(character) ? '?' : character));
    }
}

namespace BatchNorm.Sweeps.Launching;

/// <summary>Texts in scripts of the shell.</summary>
internal static class ShellText
{
    /// <summary>A text as the shell reads it back, whatever it holds but control characters.</summary>
    /// <exception cref="ArgumentException">It has a line break or another control character.</exception>
    public static string Quoted(string text)
    {
        ControlCharacters.Refuse(text);
        return $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}

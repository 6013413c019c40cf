using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace BatchNorm.Shell;

/// <summary>Writes the words after <c>-File</c> as the PowerShell statement they stand for.</summary>
internal static partial class ScriptCall
{
    /// <summary>
    /// A call of the script. <c>-Name</c> and <c>-Name:</c> name a parameter whose value, if it takes one, is the next word;
    /// <c>-Name:value</c> holds it itself, where true and false, with or without a dollar, are booleans. Every other word is
    /// text, whatever is in it.
    /// </summary>
    public static string Format(string path, IReadOnlyList<string> words) =>
        string.Join(' ', words.Select(Word).Prepend($"& {Quote(path)}"));

    private static string Word(string word)
    {
        Match parameter = Parameter().Match(word);
        if (!parameter.Success)
            return Quote(word);

        string value = parameter.Groups["value"].Value;
        return parameter.Groups["name"].Value + (value.Length == 0 ? "" : BooleanOrText(value));
    }

    private static string BooleanOrText(string value) =>
        bool.TryParse(value.StartsWith('$') ? value.AsSpan(1) : value, out bool boolean)
            ? boolean ? "$true" : "$false"
            : Quote(value);

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"\A(?<name>-[\p{L}_][\w-]*(:|\z))(?<value>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}

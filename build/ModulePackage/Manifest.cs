using System.Text;
using System.Text.RegularExpressions;

namespace ModulePackage;

/// <summary>
/// The text of a module's manifest. What is known only when it is packed stands there as its name in braces, within quotes; an entry
/// that a module may do without stands in a comment, and leaves it when it is given a value.
/// </summary>
internal static partial class Manifest
{
    /// <summary>The manifest with the values put in; one that is empty counts as not given.</summary>
    /// <exception cref="InvalidDataException">A value is missing that the manifest cannot do without.</exception>
    public static string Complete(string manifest, IReadOnlyDictionary<string, string> values)
    {
        var complete = new StringBuilder();
        foreach (string line in manifest.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            if (CompleteLine(line, values) is { } completed)
                complete.Append(completed).Append('\n');
        }

        return complete.ToString();
    }

    private static string? CompleteLine(string line, IReadOnlyDictionary<string, string> values)
    {
        if (Optional().Match(line) is { Success: true } optional)
        {
            return values.GetValueOrDefault(optional.Groups["name"].Value) is { Length: > 0 }
                ? Fill(optional.Groups["indent"].Value + optional.Groups["entry"].Value, values)
                : null;
        }

        return line.TrimStart().StartsWith('#') ? line : Fill(line, values);
    }

    private static string Fill(string line, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(
        line,
        match => values.GetValueOrDefault(match.Groups["name"].Value) is { Length: > 0 } value
            ? value.Replace("'", "''", StringComparison.Ordinal)
            : throw new InvalidDataException($"The manifest wants a value for {match.Value}, and none was given: '{line.Trim()}'."));

    [GeneratedRegex(@"^(?<indent>\s*)# (?<entry>\w+\s*=\s*'\{(?<name>\w+)\}')$", RegexOptions.CultureInvariant)]
    private static partial Regex Optional();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

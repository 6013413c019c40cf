using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchNorm.Settings;

/// <summary>
/// Whole numbers as texts: digits, and nothing between them. Lists may have ranges, as measurements write their seeds: "1..5,9".
/// </summary>
internal sealed partial class WholeNumberText : SettingText<int>
{
    /// <summary>The longest range that is read, so that a slip of the finger is an error and not a full memory.</summary>
    private const int LongestRange = 100_000;

    public override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);

    public override int Read(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryRead(CultureMarks.Without(text), out int number)
            ? number
            : throw new FormatException($"'{text}' is no whole number of 32 bits. Write its digits alone, such as 50000.");
    }

    public override IReadOnlyList<int> ReadSeveral(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. CultureMarks.Without(text).Split(Separator).SelectMany(part => Part(part.Trim(), text))];
    }

    private static IEnumerable<int> Part(string part, string text)
    {
        string[] ends = part.Split("..");
        if (ends.Length == 1 && TryRead(part, out int number))
            return [number];
        if (ends.Length != 2 || !TryRead(ends[0], out int first) || !TryRead(ends[1], out int last) || last < first)
            throw new FormatException($"'{text}' is neither a whole number nor a list of them. Write digits alone, such as 1000, or several numbers such as 1,2,3 or 1..20.");

        long count = (long)last - first + 1;
        return count <= LongestRange
            ? Enumerable.Range(first, (int)count)
            : throw new FormatException($"'{text}' stands for {count} numbers, more than {LongestRange}. Write a shorter range.");
    }

    /// <summary>"000" of "1,000" is refused: it would be a 0 of a list.</summary>
    private static bool TryRead(string text, out int number)
    {
        number = 0;
        return Digits().IsMatch(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex("^[+-]?(0|[1-9][0-9]*)$")]
    private static partial Regex Digits();
}

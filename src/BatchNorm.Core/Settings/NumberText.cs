using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchNorm.Settings;

/// <summary>
/// Numbers as texts. A point is a decimal point in every culture, and nothing is ever a thousands separator: of "1.000" and "1,000" nobody
/// could tell which of the two it was. A comma is a decimal comma where the reader's culture has one, and elsewhere where it can be nothing else,
/// as in a file that came from such a culture.
/// </summary>
internal sealed partial class NumberText : SettingText<double>
{
    public override string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>7 times 0.05 is 0.35 to a person, and 0.35000000000000003 to a computer.</summary>
    public override string InWords(double value) => value.ToString(SettingText.FormatInWords, CultureInfo.InvariantCulture);

    public override double Read(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = Plain(text);
        if (TryRead(text, plain, culture, out double number))
            return number;
        RefuseThousands(text, plain);
        return DecimalComma().IsMatch(plain) ? Parse(plain.Replace(',', '.')) : throw new FormatException($"'{text}' is no number. Write one such as 0.01.");
    }

    public override IReadOnlyList<double> ReadSeveral(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = Plain(text);
        if (TryRead(text, plain, culture, out double number))
            return [number];
        if (BelowOne().IsMatch(plain))
            return [Parse(plain.Replace(',', '.'))]; // as a list it would have a 0 in it
        RefuseThousands(text, plain);
        if (DecimalComma().IsMatch(plain))
            throw new FormatException($"'{text}' may be one number or two. Write {plain.Replace(',', '.')} for one, and two as a list without quotes: {plain.Replace(",", ", ", StringComparison.Ordinal)}.");

        string[] parts = plain.Split(Separator, StringSplitOptions.TrimEntries);
        return Array.TrueForAll(parts, part => !NeedlessZero().IsMatch(part) && double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? [.. parts.Select(Parse)]
            : throw new FormatException($"'{text}' is neither a number nor a list of them. Write one such as 0.01, or several such as 0.01,0.1,1.");
    }

    private static void RefuseThousands(string text, string plain)
    {
        if (LikeThousands().IsMatch(plain))
            throw new FormatException($"'{text}' may be {plain.Replace(',', '.')} or {plain.Replace(",", "", StringComparison.Ordinal)}. Write the one that is meant.");
    }

    private static bool TryRead(string text, string plain, CultureInfo culture, out double number) =>
        double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        || double.TryParse(text, NumberStyles.Float, culture, out number);

    private static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>
    /// The text with what some cultures write in a way of their own, and what can mean one thing only, as all others write it: the Arabic decimal
    /// separator U+066B and the sign of infinity.
    /// </summary>
    private static string Plain(string text) =>
        CultureMarks.Without(text).Replace('\u066b', '.').Replace("\u221e", "Infinity", StringComparison.Ordinal);

    [GeneratedRegex("^[+-]?[0-9]+,[0-9]+(E[+-]?[0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();

    [GeneratedRegex("^[+-]?0,[0-9]+(E[+-]?[0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BelowOne();

    [GeneratedRegex("^[+-]?[1-9][0-9]{0,2},[0-9]{3}$")]
    private static partial Regex LikeThousands();

    /// <summary>"000" of "1,000" and "01" of "0,01,0,1" are no numbers of a list that somebody typed.</summary>
    [GeneratedRegex("^[+-]?0[0-9]")]
    private static partial Regex NeedlessZero();
}

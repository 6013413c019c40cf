using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>
/// Widths of layers that follow each other, "100,100,100": one text, so that it groups, sorts, goes into a CSV file and can be one value of
/// several. An empty one stands for no layer.
/// </summary>
internal sealed class WidthsText : SettingText<string>
{
    public override string Write(string value) => value;

    public override string Read(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Join(CultureMarks.Without(text).Length == 0 ? [] : SettingText.WholeNumber.ReadSeveral(text, culture));
    }

    /// <summary>A text is one value, whatever commas are in it.</summary>
    public override IReadOnlyList<string> ReadSeveral(string text, CultureInfo culture) => [Read(text, culture)];

    /// <summary>The text of widths.</summary>
    public static string Join(IEnumerable<int> widths) => string.Join(Separator, widths.Select(SettingText.WholeNumber.Write));

    /// <summary>The widths of a text that was read.</summary>
    public static int[] Split(string text) =>
        text.Length == 0 ? [] : [.. text.Split(Separator).Select(width => int.Parse(width, CultureInfo.InvariantCulture))];
}

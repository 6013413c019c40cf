using System.Text.RegularExpressions;

namespace BatchNorm.Settings;

/// <summary>What cultures put around the digits of a number.</summary>
internal static partial class CultureMarks
{
    /// <summary>The text without marks of the writing direction, which Persian and Arabic put beside signs, and with U+2212 as a minus sign.</summary>
    public static string Without(string text) => DirectionMark().Replace(text, "").Trim().Replace('\u2212', '-');

    [GeneratedRegex("[\u200e\u200f\u061c]")]
    private static partial Regex DirectionMark();
}

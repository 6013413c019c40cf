using BatchNorm.Settings;

namespace BatchNorm.Exporting.Tables;

/// <summary>Values as texts of a table, in the way in which settings are written everywhere: the same in every culture, and read back as the very same value.</summary>
internal static class TableText
{
    /// <summary>What spreadsheets take for the beginning of a formula, when it is the first character of a text.</summary>
    private const string FormulaBegins = "=+-@\t\r\n";

    /// <summary>A whole number.</summary>
    public static string? Of(int? value) => value is { } number ? SettingText.WholeNumber.Write(number) : null;

    /// <summary>A number; "NaN", "Infinity" and "-Infinity" are values like others.</summary>
    public static string? Of(double? value) => value is { } number ? SettingText.Number.Write(number) : null;

    /// <summary>Yes or no.</summary>
    public static string? Of(bool? value) => value is { } flag ? SettingText.Flag.Write(flag) : null;

    /// <summary>
    /// A text. Names come from anybody, and a spreadsheet computes what looks like a formula: such a text gets an apostrophe in front, by which spreadsheets
    /// know that it is a text.
    /// </summary>
    public static string? Of(string? value) => value is { Length: > 0 } && FormulaBegins.Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
}

using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>Yes and no as texts.</summary>
internal sealed class FlagText : SettingText<bool>
{
    public override string Write(bool value) => value ? bool.TrueString : bool.FalseString;

    public override bool Read(string text, CultureInfo culture) =>
        bool.TryParse(text, out bool flag) ? flag : throw new FormatException($"'{text}' is neither {bool.TrueString} nor {bool.FalseString}. Write one of them.");
}

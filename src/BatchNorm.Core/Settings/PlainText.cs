using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>Texts that are what they are: names.</summary>
internal sealed class PlainText : SettingText<string>
{
    public override string Write(string value) => value;

    public override string Read(string text, CultureInfo culture) => text;

    public override IReadOnlyList<string> ReadSeveral(string text, CultureInfo culture) => [text];
}

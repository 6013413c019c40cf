using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>A setting that not every network has: an empty text stands for none.</summary>
internal sealed class OptionalText<T>(SettingText<T> inner) : SettingText<T?>
    where T : struct
{
    public override string Write(T? value) => value is { } some ? inner.Write(some) : "";

    public override string InWords(T? value) => value is { } some ? inner.InWords(some) : "";

    public override T? Read(string text, CultureInfo culture) => string.IsNullOrWhiteSpace(text) ? null : inner.Read(text, culture);
}

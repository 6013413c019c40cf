using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>
/// The names of an enumeration, in any case, and as far as they tell which is meant: "sig" is Sigmoid. Nothing else: the framework's own
/// reading takes numbers as well, and makes one value of two by the bits of their numbers, LeakyReLU of Sigmoid and Tanh.
/// </summary>
internal sealed class NameText<T> : SettingText<T>
    where T : struct, Enum
{
    public static NameText<T> Instance { get; } = new();

    public override string Write(T value) => value.ToString();

    public override T Read(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        string begun = text.Trim();
        string[] names = Enum.GetNames<T>();
        string[] meant = [.. names.Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))];
        string? whole = Array.Find(meant, name => name.Length == begun.Length) ?? (meant.Length == 1 ? meant[0] : null);
        return whole is not null
            ? Enum.Parse<T>(whole)
            : throw new FormatException($"'{text}' is not one of {string.Join(", ", names)}. Give one of these names.");
    }
}

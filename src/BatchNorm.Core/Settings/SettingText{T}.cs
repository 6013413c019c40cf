using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>How one kind of setting is written as text, and read from the texts of files and of people.</summary>
/// <typeparam name="T">What the text stands for.</typeparam>
public abstract class SettingText<T>
{
    /// <summary>Stands between several values of one setting, as in "100,100,100".</summary>
    protected const char Separator = ',';

    /// <summary>The text of a value: the same in every culture, and enough of it to read the very same value back.</summary>
    public abstract string Write(T value);

    /// <summary>The text of a value for people, who do not have to read it back: in pictures, tables and reports.</summary>
    public virtual string InWords(T value) => Write(value);

    /// <summary>The one value a text stands for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="culture">The culture of whoever reads it; texts written in another are understood where they can mean one thing only.</param>
    /// <exception cref="FormatException">It stands for no value, or could for two different ones; the message says what to write.</exception>
    public abstract T Read(string text, CultureInfo culture);

    /// <summary>The values a text stands for where a setting may have several: one, or a list with commas between them.</summary>
    /// <inheritdoc cref="Read"/>
    public virtual IReadOnlyList<T> ReadSeveral(string text, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(Separator).Select(part => Read(part, culture))];
    }
}

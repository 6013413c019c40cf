using System.Globalization;
using BatchNorm.Settings;

namespace BatchNorm.Storage;

/// <summary>
/// The texts of a file's metadata, read as what they stand for: numbers in the invariant culture, floating-point ones with as many digits
/// as bring back the same value. What is missing or malformed is refused in words that name the key.
/// </summary>
internal sealed class MetadataTexts
{
    private readonly string _path;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly int _tensorCount;

    public MetadataTexts(SafetensorsFile file)
    {
        _path = file.Path;
        _texts = file.Metadata;
        _tensorCount = file.Tensors.Count;
    }

    /// <summary>A whole number as text.</summary>
    public static string Of(int value) => SettingText.WholeNumber.Write(value);

    /// <summary>Whole numbers as text.</summary>
    public static string Of(IEnumerable<int> values) => string.Join(',', values.Select(Of));

    /// <summary>A number as text.</summary>
    public static string Of(double value) => SettingText.Number.Write(value);

    /// <summary>Settings check their own ranges; where they object, the file is to blame.</summary>
    public T InRange<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException outOfRange)
        {
            string objection = outOfRange.Message.ReplaceLineEndings(" ");
            throw new StorageException(_path, $"Its metadata is out of range: {objection}", outOfRange);
        }
    }

    /// <summary>The text of a key, or null where there is none.</summary>
    public string? Optional(string key) => _texts.GetValueOrDefault(key);

    /// <summary>The text of a key that must be there.</summary>
    public string Required(string key) => Optional(key) ?? throw Refusal($"Its metadata lacks '{key}'.");

    /// <summary>Which of two words a text is.</summary>
    public bool IsFirst(string key, string first, string second)
    {
        string text = Required(key);
        return text == first || (text == second
            ? false
            : throw Refusal($"In its metadata, '{key}' is '{text}', neither {second} nor {first}."));
    }

    /// <summary>
    /// Whole numbers with commas between them; at least one. They are widths of layers, each of which has a tensor in the file, so that
    /// a list of more is refused before memory is given to it.
    /// </summary>
    public int[] Integers(string key)
    {
        string text = Required(key);
        int count = text.AsSpan().Count(',') + 1;
        if (count > _tensorCount + 1) // the first may be that of the inputs
            throw Refusal($"The network in its metadata needs more than {_tensorCount} tensors, but '{key}' lists {count} layers.");
        return [.. text.Split(',').Select(number => Integer(key, number))];
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Integer(string key) => Integer(key, Required(key));

    private int Integer(string key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Refusal($"In its metadata, '{key}' has '{text}' where a whole number of 32 bits belongs.");

    /// <summary>A number, NaN and infinity among them.</summary>
    public double Number(string key) =>
        double.TryParse(Required(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Refusal($"In its metadata, '{key}' is '{Required(key)}', not a number.");

    /// <summary>One of the names of an enumeration.</summary>
    public T OneOf<T>(string key)
        where T : struct, Enum
    {
        // Enum.Parse would take numbers and lists of names as well.
        string text = Required(key);
        return Array.IndexOf(Enum.GetNames<T>(), text) is >= 0 and int index
            ? Enum.GetValues<T>()[index]
            : throw Refusal($"In its metadata, '{key}' is '{text}', none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>The error that the file is no good.</summary>
    public StorageException Refusal(string reason) => new(_path, reason);
}

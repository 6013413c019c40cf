using System.Globalization;
using System.Numerics;
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
    public static string Of<T>(T value)
        where T : IBinaryInteger<T> => value.ToString(null, CultureInfo.InvariantCulture);

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

    /// <summary>
    /// Refuses a list of layers that is longer than the tensors of the file, each of which belongs to a layer, before memory is given to it.
    /// </summary>
    public void CheckLayers(string key, string text)
    {
        int count = text.AsSpan().Count(',') + 1;
        if (count > _tensorCount + 1)
            throw Refusal($"The network in its metadata needs more than {_tensorCount} tensors, but '{key}' lists {count} layers.");
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Integer(string key) => WholeNumber<int>(key);

    /// <summary>A whole number of any size.</summary>
    public T WholeNumber<T>(string key)
        where T : IBinaryInteger<T> =>
        Required(key) is var text && T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw Refusal($"In its metadata, '{key}' has '{text}' where a whole number of {8 * T.Zero.GetByteCount()} bits belongs.");

    /// <summary>A value of any kind, which must be there as this module would have written it.</summary>
    public T Value<T>(string key, SettingText<T> reading)
    {
        string text = Required(key);
        try
        {
            T value = reading.Read(text, CultureInfo.InvariantCulture);
            return reading.Write(value) == text
                ? value
                : throw Refusal($"In its metadata, '{key}' is '{text}', which this module would have written as '{reading.Write(value)}'.");
        }
        catch (FormatException exception)
        {
            throw Refusal($"In its metadata, '{key}' cannot be read: {exception.Message}");
        }
    }

    /// <summary>The error that the file is no good.</summary>
    public StorageException Refusal(string reason) => new(_path, reason);
}

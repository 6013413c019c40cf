using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BatchNorm.Files;

namespace BatchNorm.Storage;

/// <summary>
/// Records as JSON files that people can read: names in camel case, enumerations by name, NaN and infinities as texts, numbers in the shortest
/// form that is read back as the same value, whatever the culture.
/// </summary>
internal static class JsonFile
{
    /// <summary>How records are written and read.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new ValueListConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for files, not for pages of the web
    };

    private static readonly JsonSerializerOptions ForPeople = new(Options) { WriteIndented = true };

    /// <summary>Writes a record. The file appears whole or not at all.</summary>
    /// <inheritdoc cref="AtomicFile.Write"/>
    public static void Write<T>(string path, T record, bool overwrite = true)
        where T : class =>
        AtomicFile.WriteComposed(path, overwrite, stream => JsonSerializer.Serialize(stream, record, ForPeople));

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">What such a file has at most: of more nothing is read.</param>
    /// <exception cref="StorageException">It is no such record, or damaged.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static T Read<T>(string path, int mostBytes)
        where T : class => Parse<T>(path, ReadBytes(path, mostBytes));

    /// <summary>Reads the bytes of a file, unless they are too many.</summary>
    /// <inheritdoc cref="Read"/>
    public static byte[] ReadBytes(string path, int mostBytes)
    {
        using FileStream stream = ReplacedFile.OpenRead(path);
        if (stream.Length > mostBytes)
            throw new StorageException(path, $"It has {stream.Length} bytes, and such a file has at most {mostBytes}.");
        var bytes = new byte[stream.Length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Reads a record from bytes.</summary>
    /// <exception cref="StorageException">They are of no such record.</exception>
    public static T Parse<T>(string path, ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new StorageException(path, "It holds nothing.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new StorageException(path, $"It cannot be read: {error.Message}", error);
        }
    }
}

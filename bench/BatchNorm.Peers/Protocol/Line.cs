using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchNorm.Peers.Protocol;

/// <summary>Messages as single lines of JSON, which any language can read and write.</summary>
internal static class Line
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public static string Of<T>(T message) => JsonSerializer.Serialize(message, Options);

    /// <summary>Reads a message.</summary>
    /// <exception cref="JsonException">The line is not such a message.</exception>
    public static T Parse<T>(string line) =>
        JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("A message must not be null.");

    /// <summary>Reads an answer, or the failure that stands in its place.</summary>
    /// <exception cref="JsonException">The line is neither.</exception>
    /// <exception cref="PeerException">The worker reports a failure.</exception>
    public static T ParseAnswer<T>(string line)
    {
        using var document = JsonDocument.Parse(line);
        if (document.RootElement.TryGetProperty("error", out _))
        {
            Failure failure = Parse<Failure>(line);
            throw new PeerException(failure.Error, failure.IsRefusal);
        }

        return Parse<T>(line);
    }
}

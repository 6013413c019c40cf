using System.Text.Json;
using System.Text.Unicode;

namespace BatchNorm.Storage;

/// <summary>
/// Reads the header of a safetensors file that may have been written by anybody. Nothing it says is believed before it has
/// been checked against the number of bytes that are there.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    /// <summary>The header, a tensor in it, and the tensor's shape: nothing lies deeper.</summary>
    private const int MaxDepth = 3;

    private readonly string _path;
    private readonly long _bufferLength;
    private Utf8JsonReader _json;

    private SafetensorsHeaderReader(ReadOnlySpan<byte> header, long bufferLength, string path)
    {
        _path = path;
        _bufferLength = bufferLength;
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="header">Its bytes, padding included.</param>
    /// <param name="bufferLength">The bytes that follow it in the file.</param>
    /// <param name="path">The file, for what is said of it.</param>
    /// <exception cref="StorageException">A check failed.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> header, long bufferLength, string path)
    {
        if (header[0] != (byte)'{')
            throw new StorageException(path, $"The header begins with byte 0x{header[0]:x2}, not '{{': no safetensors file.");
        if (!Utf8.IsValid(header))
            throw new StorageException(path, "The header is not valid UTF-8: the file is damaged, or no safetensors file.");

        try
        {
            return new SafetensorsHeaderReader(header, bufferLength, path).ReadHeader();
        }
        catch (JsonException broken)
        {
            throw new StorageException(path, $"The header is not the JSON of a safetensors file: {broken.Message}", broken);
        }
    }

    private SafetensorsHeader ReadHeader()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var tensors = new List<TensorEntry>();

        _json.Read(); // the '{' that the header begins with
        while (NextKey("The header") is { } name)
        {
            if (!names.Add(name))
                throw Refusal($"The header has two entries named '{name}'.");
            if (name == SafetensorsHeader.MetadataKey)
                ReadMetadata(metadata);
            else
                tensors.Add(ReadTensor(name));
        }

        _json.Read(); // to the end: anything but white space throws
        return new SafetensorsHeader(metadata, CheckCover(tensors));
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Expect(JsonTokenType.StartObject, SafetensorsHeader.MetadataKey, "an object of texts");
        while (NextKey(SafetensorsHeader.MetadataKey) is { } key)
        {
            Expect(JsonTokenType.String, $"The metadata '{key}'", "a text");
            if (!metadata.TryAdd(key, Text()))
                throw Refusal($"The metadata has two entries named '{key}'.");
        }
    }

    private TensorEntry ReadTensor(string name)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;

        Expect(JsonTokenType.StartObject, $"Tensor '{name}'", "an object");
        while (NextKey($"Tensor '{name}'") is { } key)
        {
            if (!keys.Add(key))
                throw Refusal($"Tensor '{name}' has two entries named '{key}'.");

            switch (key)
            {
                case "dtype":
                    Expect(JsonTokenType.String, $"The dtype of tensor '{name}'", "a text");
                    type = Text();
                    break;
                case "shape":
                    shape = ReadIntegers($"The shape of tensor '{name}'");
                    break;
                case "data_offsets":
                    offsets = ReadIntegers($"The data_offsets of tensor '{name}'");
                    break;
                default:
                    throw Refusal($"Tensor '{name}' has an entry '{key}', which the format does not know.");
            }
        }

        return CheckTensor(name, type, shape, offsets);
    }

    private readonly TensorEntry CheckTensor(string name, string? type, List<long>? shape, List<long>? offsets)
    {
        if (type is null || shape is null || offsets is null)
            throw Refusal($"Tensor '{name}' lacks one of dtype, shape and data_offsets.");
        if (type != SafetensorsHeader.ElementType)
            throw Refusal($"Tensor '{name}' is of dtype {type}; only {SafetensorsHeader.ElementType} is supported."
                + " Save it as float32.");
        if (offsets is not [long begin, long end])
            throw Refusal($"The data_offsets of tensor '{name}' are {offsets.Count} numbers, not 2.");
        if (begin > end || end > _bufferLength)
            throw Refusal($"Tensor '{name}' is said to lie at bytes {begin} to {end} of the {_bufferLength} after the header:"
                + " the file is cut off or damaged.");
        if (end - begin > int.MaxValue)
            throw Refusal($"Tensor '{name}' has {end - begin} bytes; at most {int.MaxValue} are supported.");

        // Dividing what is left, instead of multiplying what was claimed, cannot overflow.
        long count = 1;
        foreach (long length in shape)
        {
            if (length > int.MaxValue || (length > 0 && count > int.MaxValue / length))
                throw Refusal($"The shape of tensor '{name}' has more elements than a tensor can.");
            count *= length;
        }

        if (count * sizeof(float) != end - begin)
            throw Refusal($"Tensor '{name}' has {count} elements of {sizeof(float)} bytes, but {end - begin} bytes in the file.");

        return new TensorEntry(name, [.. shape.Select(length => (int)length)], begin, end);
    }

    /// <summary>Puts the tensors in the order of their bytes, which they must share out without overlap or hole.</summary>
    private readonly TensorEntry[] CheckCover(List<TensorEntry> tensors)
    {
        TensorEntry[] ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long covered = 0;
        foreach (TensorEntry tensor in ordered)
        {
            if (tensor.Begin < covered)
                throw Refusal($"Tensor '{tensor.Name}' at byte {tensor.Begin} overlaps another, which ends at {covered}.");
            if (tensor.Begin > covered)
                throw Refusal($"Bytes {covered} to {tensor.Begin}, before tensor '{tensor.Name}', belong to no tensor.");
            covered = tensor.End;
        }

        return covered == _bufferLength
            ? ordered
            : throw Refusal($"The tensors end at byte {covered} of the {_bufferLength} after the header:"
                + " the rest belongs to no tensor.");
    }

    /// <summary>The next key of the object being read, or null at the object's end.</summary>
    private string? NextKey(string where)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.EndObject => null,
            JsonTokenType.PropertyName => Text(),
            _ => throw Refusal($"{where} is not an object."),
        };
    }

    private List<long> ReadIntegers(string what)
    {
        Expect(JsonTokenType.StartArray, what, "a list of integers");
        var integers = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long integer) || integer < 0)
                throw Refusal($"{what} has an element that is not an integer of at least 0 within 64 bits.");
            integers.Add(integer);
        }

        return integers;
    }

    private void Expect(JsonTokenType type, string what, string kind)
    {
        _json.Read();
        if (_json.TokenType != type)
            throw Refusal($"{what} is not {kind}.");
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException halfCharacter)
        {
            throw new StorageException(_path, "The header has a text with half of a surrogate pair.", halfCharacter);
        }
    }

    private readonly StorageException Refusal(string reason) => new(_path, reason);
}

using System.Text.Json;
using System.Text.Unicode;

namespace BatchNorm.Storage;

/// <summary>
/// Reads the header of a safetensors file that may have been written by anybody. Nothing it says is believed before it has
/// been checked against the number of bytes that are there, and no memory is used that the header's length does not bound: texts
/// for errors are made when there is an error, and each tensor's numbers go through the same two lists.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    /// <summary>The header, a tensor in it, and the tensor's shape: nothing lies deeper.</summary>
    private const int MaxDepth = 3;

    /// <summary>More dimensions than any program gives a tensor: PyTorch's and NumPy's have at most 64.</summary>
    private const int MaxRank = 64;

    /// <summary>Many times what this module writes beside its tensors. An entry costs more than the few bytes it may have.</summary>
    private const int MaxMetadata = 1000;

    /// <summary>Enough of a name to find it by.</summary>
    private const int LongestQuote = 200;

    private readonly string _path;
    private readonly long _bufferLength;
    private readonly List<long> _shape = [];
    private readonly List<long> _offsets = [];
    private Utf8JsonReader _json;
    private ElementType _type;

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
        catch (InvalidOperationException halfCharacter)
        {
            // The one thing that the reader finds only when a text is asked for.
            throw new StorageException(path, "The header has a text with half of a surrogate pair.", halfCharacter);
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
                throw Refusal($"The header has two entries named '{Short(name)}'.");
            if (name == SafetensorsHeader.MetadataKey)
                ReadMetadata(metadata);
            else
                tensors.Add(ReadTensor(name));
        }

        _json.Read(); // to the end: anything but white space throws
        CheckCover(tensors);
        return new SafetensorsHeader(metadata, tensors);
    }

    private void ReadMetadata(Dictionary<string, string> metadata)
    {
        Expect(JsonTokenType.StartObject, SafetensorsHeader.MetadataKey, null, "an object of texts");
        while (NextKey(SafetensorsHeader.MetadataKey) is { } key)
        {
            Expect(JsonTokenType.String, "The metadata", key, "a text");
            if (metadata.Count == MaxMetadata)
                throw Refusal($"The metadata has more than {MaxMetadata} entries.");
            if (!metadata.TryAdd(key, Text()))
                throw Refusal($"The metadata has two entries named '{Short(key)}'.");
        }
    }

    private TensorEntry ReadTensor(string name)
    {
        bool hasType = false, hasShape = false, hasOffsets = false;

        Expect(JsonTokenType.StartObject, "Tensor", name, "an object");
        while (NextIsKey("Tensor", name))
        {
            if (IsNew("dtype"u8, ref hasType, name))
                _type = ReadType(name);
            else if (IsNew("shape"u8, ref hasShape, name))
                ReadIntegers(_shape, "The shape of tensor", name);
            else if (IsNew("data_offsets"u8, ref hasOffsets, name))
                ReadIntegers(_offsets, "The data_offsets of tensor", name);
            else
                throw Refusal($"Tensor '{Short(name)}' has an entry '{Short(Text())}', which the format does not know.");
        }

        return hasType && hasShape && hasOffsets
            ? CheckTensor(name)
            : throw Refusal($"Tensor '{Short(name)}' lacks one of dtype, shape and data_offsets.");
    }

    /// <summary>Whether the key just read is this one, which a tensor may have once.</summary>
    private readonly bool IsNew(ReadOnlySpan<byte> key, ref bool isThere, string tensor)
    {
        if (!_json.ValueTextEquals(key))
            return false;
        if (isThere)
            throw Refusal($"Tensor '{Short(tensor)}' has two entries named '{Text()}'.");
        return isThere = true;
    }

    private ElementType ReadType(string name)
    {
        Expect(JsonTokenType.String, "The dtype of tensor", name, "a text");
        ReadOnlySpan<string> known = ElementTypes.All;
        for (int type = 0; type < known.Length; type++)
        {
            if (_json.ValueTextEquals(known[type]))
                return (ElementType)type;
        }

        throw Refusal($"Tensor '{Short(name)}' is of dtype {Short(Text())}, which is not known here. Save it as float32, {ElementType.F32}.");
    }

    private readonly TensorEntry CheckTensor(string name)
    {
        if (_offsets is not [long begin, long end])
            throw Refusal($"The data_offsets of tensor '{Short(name)}' are {_offsets.Count} numbers, not 2.");
        if (begin > end || end > _bufferLength)
            throw Refusal($"Tensor '{Short(name)}' is said to lie at bytes {begin} to {end} of the {_bufferLength} after the header:"
                + " the file is cut off or damaged.");
        if (end - begin > int.MaxValue)
            throw Refusal($"Tensor '{Short(name)}' has {end - begin} bytes; at most {int.MaxValue} are supported.");

        // Dividing what is left, instead of multiplying what was claimed, cannot overflow.
        long count = 1;
        foreach (long length in _shape)
        {
            if (length > int.MaxValue || (length > 0 && count > int.MaxValue / length))
                throw Refusal($"The shape of tensor '{Short(name)}' has more elements than a tensor can.");
            count *= length;
        }

        int size = _type.Size();
        if (count * size != end - begin)
            throw Refusal($"Tensor '{Short(name)}' has {count} elements of {size} bytes, but {end - begin} bytes in the file.");

        return new TensorEntry(name, [.. _shape.Select(length => (int)length)], begin, end) { ElementType = _type };
    }

    /// <summary>Puts the tensors in the order of their bytes, which they must share out without overlap or hole.</summary>
    private readonly void CheckCover(List<TensorEntry> tensors)
    {
        tensors.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long covered = 0;
        foreach (TensorEntry tensor in tensors)
        {
            if (tensor.Begin < covered)
                throw Refusal($"Tensor '{Short(tensor.Name)}' at byte {tensor.Begin} overlaps another, which ends at {covered}.");
            if (tensor.Begin > covered)
                throw Refusal($"Bytes {covered} to {tensor.Begin}, before tensor '{Short(tensor.Name)}', belong to no tensor.");
            covered = tensor.End;
        }

        if (covered != _bufferLength)
        {
            throw Refusal($"The tensors end at byte {covered} of the {_bufferLength} after the header:"
                + " the rest belongs to no tensor.");
        }
    }

    /// <summary>The next key of the object being read, or null at the object's end.</summary>
    private string? NextKey(string what) => NextIsKey(what, null) ? Text() : null;

    /// <summary>Goes to the next key of the object being read; false at the object's end.</summary>
    private bool NextIsKey(string what, string? name)
    {
        _json.Read();
        return _json.TokenType switch
        {
            JsonTokenType.EndObject => false,
            JsonTokenType.PropertyName => true,
            _ => throw Refusal($"{Named(what, name)} is not an object."),
        };
    }

    private void ReadIntegers(List<long> integers, string what, string name)
    {
        Expect(JsonTokenType.StartArray, what, name, "a list of integers");
        integers.Clear();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long integer) || integer < 0)
                throw Refusal($"{Named(what, name)} has an element that is not an integer of at least 0 within 64 bits.");
            if (integers.Count == MaxRank)
                throw Refusal($"{Named(what, name)} has more than {MaxRank} elements.");
            integers.Add(integer);
        }
    }

    private void Expect(JsonTokenType type, string what, string? name, string kind)
    {
        _json.Read();
        if (_json.TokenType != type)
            throw Refusal($"{Named(what, name)} is not {kind}.");
    }

    private static string Named(string what, string? name) => name is null ? what : $"{what} '{Short(name)}'";

    private static string Short(string text) => text.Length <= LongestQuote ? text : $"{text.AsSpan(0, LongestQuote)}...";

    private readonly string Text() => _json.GetString()!;

    private readonly StorageException Refusal(string reason) => new(_path, reason);
}

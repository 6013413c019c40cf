using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchNorm.Storage;

/// <summary>
/// The header of a safetensors file: what tensors there are, where each one lies, and free text beside them. In the file it
/// is a JSON object, <c>{"__metadata__":{"key":"text"},"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}</c>.
/// </summary>
/// <param name="Metadata">The free text, by key.</param>
/// <param name="Tensors">The tensors in the order of their bytes, which follow each other without overlap or hole.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Tensors)
{
    /// <summary>
    /// The longest header that is read or written, in bytes. The format allows 100 MB for models of very many tensors; a
    /// megabyte holds those of 2,000 layers, and whoever is handed a bad file does not pay for parsing more.
    /// </summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The key under which the free text stands; no tensor may have it as its name.</summary>
    public const string MetadataKey = "__metadata__";

    private const int Alignment = 8;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lays tensors out one after the other, in the order given.</summary>
    /// <exception cref="ArgumentException">A name is reserved or there twice, or a shape does not fit its values.</exception>
    public static SafetensorsHeader Of(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<StoredTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        var entries = new List<TensorEntry>(tensors.Count);
        long begin = 0;
        foreach (StoredTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"A tensor cannot be named '{tensor.Name}': the name is taken.", nameof(tensors));
            long count = tensor.Shape.Aggregate(1L, (product, length) => checked(product * length));
            if (tensor.Shape.Any(length => length < 0) || count != tensor.Count)
            {
                string shape = TensorEntry.Text(tensor.Shape);
                throw new ArgumentException(
                    $"Tensor '{tensor.Name}' of shape {shape} cannot have {tensor.Count} values.", nameof(tensors));
            }

            long end = begin + (tensor.ElementType.Size() * count);
            entries.Add(new TensorEntry(tensor.Name, tensor.Shape, begin, end) { ElementType = tensor.ElementType });
            begin = end;
        }

        return new SafetensorsHeader(metadata, entries);
    }

    /// <summary>The header as it stands in the file, padded with spaces so that the tensors after it are aligned.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            WriteTo(json);

        int padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        if (buffer.WrittenCount > MaxLength)
            throw new ArgumentException(
                $"{Tensors.Count} tensors and metadata need a header of {buffer.WrittenCount} bytes; {MaxLength} is the limit.");

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Metadata.Count > 0)
        {
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string text) in Metadata)
                json.WriteString(key, text);
            json.WriteEndObject();
        }

        foreach (TensorEntry tensor in Tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.ElementType.ToString());
            json.WriteStartArray("shape");
            foreach (int length in tensor.Shape)
                json.WriteNumberValue(length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(tensor.Begin);
            json.WriteNumberValue(tensor.End);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

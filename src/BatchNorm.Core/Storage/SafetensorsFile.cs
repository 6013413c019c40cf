using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchNorm.Files;
using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>
/// A file of named tensors in the safetensors format of Hugging Face, which PyTorch, NumPy and others read: the length
/// of the header as 8 bytes, little-endian; the header, JSON that says what lies where; the tensors, one after the other. It
/// holds numbers and text, never code. What is written is float32; what other programs wrote as float16 or bfloat16 is read as float32, which
/// holds all their values.
/// </summary>
/// <remarks>
/// The format: https://github.com/huggingface/safetensors#format. When a file is opened, its header is checked, to the last
/// byte of the file, before a single tensor is given memory; what is then allocated is no more than the file's own length. The
/// header itself costs at most about eight times its length.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private const int PrefixLength = sizeof(ulong);

    /// <summary>The shortest header: {}.</summary>
    private const int MinHeaderLength = 2;

    private readonly Stream _stream;
    private readonly long _bufferStart;
    private readonly SafetensorsHeader _header;

    /// <summary>Checks the header of a file that is open; no tensor is read yet.</summary>
    /// <param name="path">What errors call it.</param>
    /// <param name="stream">The whole file; taken over.</param>
    /// <exception cref="StorageException">It is damaged, or no safetensors file.</exception>
    internal SafetensorsFile(string path, Stream stream)
    {
        Path = path;
        _stream = stream;
        (_header, _bufferStart) = Checked(ReadHeader);
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>The free text beside the tensors, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>What tensors there are, in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Tensors => _header.Tensors;

    /// <summary>Opens a file and checks its header; no tensor is read yet.</summary>
    /// <exception cref="StorageException">It is damaged, or no safetensors file.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafetensorsFile Open(string path) => Open(path, file => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read));

    /// <summary>Opens a file that others may be replacing, and checks its header; no tensor is read yet.</summary>
    /// <inheritdoc cref="Open(string)"/>
    internal static SafetensorsFile OpenReplaced(string path) => Open(path, ReplacedFile.OpenRead);

    private static SafetensorsFile Open(string path, Func<string, FileStream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new StorageException(path, "It is a folder, not a file.");
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new FileNotFoundException($"There is no file '{path.Replace('\0', '?')}': its name has a NUL character where the ? stands.");

        FileStream stream = open(path);
        try
        {
            return new SafetensorsFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file, which appears whole or not at all. The same content gives the same bytes.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="metadata">Free text to put beside the tensors, in its own order.</param>
    /// <param name="tensors">The tensors; they are laid out in this order.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="ArgumentException">
    /// A name is reserved or there twice, a shape does not fit its values, or the header is longer than a megabyte.
    /// </exception>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        WriteStored(path, metadata, [.. tensors.Select(tensor => new StoredTensor(tensor))], overwrite);
    }

    /// <summary>Writes a file of tensors that are not all of float32.</summary>
    /// <inheritdoc cref="Write"/>
    internal static void WriteStored(
        string path, IReadOnlyDictionary<string, string> metadata, IReadOnlyList<StoredTensor> tensors, bool overwrite)
    {
        byte[] header = SafetensorsHeader.Of(metadata, tensors).ToBytes();
        AtomicFile.Write(path, overwrite, stream =>
        {
            Span<byte> prefix = stackalloc byte[PrefixLength];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (StoredTensor tensor in tensors)
                stream.Write(tensor.Bytes);
        });
    }

    /// <summary>The SHA-256 of the tensors' bytes, one after the other: of all that follows the header in their file.</summary>
    /// <returns>64 hexadecimal digits, lower case.</returns>
    public static string Digest(IEnumerable<NamedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NamedTensor tensor in tensors)
            hash.AppendData(Bytes(tensor.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads all tensors, in the order of their bytes.</summary>
    /// <exception cref="StorageException">The file became shorter since it was opened, or float32 cannot hold what a tensor is made of.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<NamedTensor> ReadTensors() => [.. Tensors.Select(Read)];

    /// <summary>Reads a tensor; from float16 and bfloat16 to float32 without loss.</summary>
    /// <param name="entry">One of <see cref="Tensors"/>.</param>
    /// <exception cref="StorageException">The file became shorter since it was opened, or float32 cannot hold what the tensor is made of.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public NamedTensor Read(TensorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.ElementType.FitsFloat32())
            throw Refusal($"Tensor '{entry.Name}' is of dtype {entry.ElementType}, which float32 does not hold. Save it as float32, {ElementType.F32}.");

        return new NamedTensor(entry.Name, entry.Shape, entry.ElementType switch
        {
            ElementType.F16 => Widened<Half>(entry, value => (float)value),
            ElementType.BF16 => Widened<ushort>(entry, upperHalf => BitConverter.UInt32BitsToSingle((uint)upperHalf << 16)),
            _ => Values<float>(entry),
        });
    }

    /// <summary>Reads a tensor of whole numbers.</summary>
    /// <param name="entry">One of <see cref="Tensors"/>, of type <see cref="ElementType.I64"/>.</param>
    internal long[] ReadIntegers(TensorEntry entry) => Values<long>(entry);

    /// <summary>Reads a tensor of double precision.</summary>
    /// <param name="entry">One of <see cref="Tensors"/>, of type <see cref="ElementType.F64"/>.</param>
    internal double[] ReadDoubles(TensorEntry entry) => Values<double>(entry);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private (SafetensorsHeader Header, long BufferStart) ReadHeader()
    {
        long fileLength = _stream.CanSeek ? _stream.Length : throw Refusal("It is a device or a pipe, not a file.");
        RefuseForeign(fileLength);
        if (fileLength < PrefixLength + MinHeaderLength)
            throw Refusal($"It has {fileLength} bytes, less than any safetensors file: it is empty or cut off.");

        Span<byte> prefix = stackalloc byte[PrefixLength];
        _stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength < MinHeaderLength || headerLength > (ulong)(fileLength - PrefixLength))
            throw Refusal($"A header of {headerLength} bytes is announced, but {fileLength - PrefixLength} bytes follow:"
                + " the file is cut off, or no safetensors file.");
        if (headerLength > SafetensorsHeader.MaxLength)
            throw Refusal($"Its header has {headerLength} bytes; at most {SafetensorsHeader.MaxLength} are read.");

        var header = new byte[headerLength];
        _stream.ReadExactly(header);
        long bufferStart = PrefixLength + header.Length;
        return (SafetensorsHeaderReader.Read(header, fileLength - bufferStart, Path), bufferStart);
    }

    /// <summary>Says of a file of another kind what it is, before anything in it is taken for a header.</summary>
    private void RefuseForeign(long fileLength)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(fileLength, ForeignFile.PrefixLength)];
        _stream.ReadExactly(start);
        _stream.Position = 0;
        if (ForeignFile.Of(start) is { } foreign)
            throw new StorageException(Path, $"{foreign.Description} {foreign.Advice}") { Advice = foreign.Advice };
    }

    /// <summary>A file that another process shortens while it is read is a damaged file.</summary>
    private T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException end)
        {
            throw Refusal("It ended before its last tensor: something cut it off while it was being read.", end);
        }
    }

    private StorageException Refusal(string reason, Exception? cause = null) => new(Path, reason, cause);

    private float[] Widened<T>(TensorEntry entry, Converter<T, float> widen)
        where T : unmanaged => Array.ConvertAll(Values<T>(entry), widen);

    private T[] Values<T>(TensorEntry entry)
        where T : unmanaged => Checked(() =>
    {
        _stream.Position = _bufferStart + entry.Begin;
        var values = new T[(entry.End - entry.Begin) / entry.ElementType.Size()];
        _stream.ReadExactly(Bytes(values));
        return values;
    });

    /// <summary>Values as they stand in the file, without a copy.</summary>
    private static Span<byte> Bytes<T>(T[] values)
        where T : unmanaged => BitConverter.IsLittleEndian
        ? MemoryMarshal.AsBytes(values.AsSpan())
        : throw new PlatformNotSupportedException("Networks are saved and loaded on little-endian machines only.");
}

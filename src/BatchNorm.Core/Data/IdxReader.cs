using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BatchNorm.Files.Gzip;

namespace BatchNorm.Data;

/// <summary>
/// Reads one IDX file: a magic number, the dimensions as big-endian 32-bit numbers, then the values.
/// </summary>
/// <remarks>
/// The file is distrusted. What its header declares is held against its length, or, where it is gzip, against the most that
/// deflate could unpack to. The values of a plain file are given their memory at once; those of a gzip file are given what
/// images usually unpack to, and from there on it grows with what really unpacks: no header costs more than eight times the file, or four times
/// what unpacks where that is more.
/// </remarks>
internal sealed class IdxReader
{
    private const int TypeShift = 8; // two zero bytes, the type of the values, then the number of dimensions

    /// <summary>Deflate's best: 258 bytes out of two bits.</summary>
    private const int LargestDeflateRatio = 1032;

    /// <summary>Images of letters and digits unpack to about five times their packed length; more than that is asked for when it is there.</summary>
    private const int UsualDeflateRatio = 8;

    /// <summary>Bytes unpacked before they go into the digest: few enough to be in the cache still.</summary>
    private const int ChunkLength = 1 << 17;

    private readonly Stream _source;
    private readonly string _path;
    private readonly IdxContent _content;
    private readonly bool _isGzip;

    /// <summary>Looks at the first bytes of a file.</summary>
    /// <param name="source">The whole file, in a stream that can seek.</param>
    /// <param name="path">What errors call it; one that ends in .gz must be gzip.</param>
    /// <param name="content">What it must hold.</param>
    public IdxReader(Stream source, string path, IdxContent content)
    {
        _source = source;
        _path = path;
        _content = content;
        if (!source.CanSeek)
            throw Refusal("has no length that is known before it is read.");

        _isGzip = StartsAsGzip();
        if (!_isGzip && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw Refusal("is named .gz, but is not gzip: expected the bytes 1f 8b first.");
    }

    private string Items => _content == IdxContent.Labels ? "labels" : "images";

    /// <summary>Reads the file to its end.</summary>
    /// <param name="mostBytes">A file that declares values of more bytes than these is refused.</param>
    /// <param name="cancellation">Checked while the file is unpacked.</param>
    /// <exception cref="DatasetException">The file is not what it should be.</exception>
    public IdxArray Read(int mostBytes, CancellationToken cancellation)
    {
        try
        {
            using Stream unpacked = _isGzip ? new UnpackedGzip(_source) : _source;
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int[] dimensions = ReadHeader(unpacked, digest, out PixelType type);
            int length = CheckLength(dimensions, type == PixelType.UInt8 ? sizeof(byte) : sizeof(float), mostBytes);
            byte[] values = ReadValues(unpacked, digest, length, cancellation);
            if (type == PixelType.Float32 && BitConverter.IsLittleEndian)
                ReverseBytes(values);
            return new IdxArray(_path, dimensions, values, Convert.ToHexStringLower(digest.GetHashAndReset())) { Type = type, IsPacked = _isGzip };
        }
        catch (InvalidDataException error)
        {
            throw Refusal($"is damaged gzip: {error.Message}.", error);
        }
    }

    private bool StartsAsGzip()
    {
        Span<byte> start = stackalloc byte[2];
        int length = _source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _source.Position = 0;
        return length == 2 && start is [0x1f, 0x8b];
    }

    /// <summary>The dimensions that the header declares, which are not held against the length of the file yet.</summary>
    private int[] ReadHeader(Stream unpacked, IncrementalHash digest, out PixelType type)
    {
        Span<byte> header = stackalloc byte[4 + 4 * (int)_content];
        int length = unpacked.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(header) is uint magic && !IsMagic(magic))
            throw Refusal($"holds no IDX {Items}: expected the magic number 0x{Magic(PixelType.UInt8):x8}{(_content == IdxContent.Images ? $" of bytes or 0x{Magic(PixelType.Float32):x8} of float32 numbers" : "")}, found 0x{magic:x8}.");
        if (length < header.Length)
            throw Refusal($"is cut off: expected {header.Length} bytes of a header of IDX {Items}, found {length}.");
        digest.AppendData(header);
        type = (PixelType)header[2];

        var dimensions = new int[(int)_content];
        for (int i = 0; i < dimensions.Length; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + 4 * i)..]);
            if (dimension is 0 or > int.MaxValue)
                throw Refusal($"has a bad header: expected dimensions from 1 to {int.MaxValue}, found {dimension}.");
            dimensions[i] = (int)dimension;
        }

        return dimensions;
    }

    private bool IsMagic(uint magic) =>
        magic == Magic(PixelType.UInt8) || (_content == IdxContent.Images && magic == Magic(PixelType.Float32));

    private uint Magic(PixelType type) => ((uint)type << TypeShift) | (uint)_content;

    /// <summary>The bytes of the values that the header declares, now that it is sure that the file can hold them.</summary>
    private int CheckLength(int[] dimensions, int bytesPerValue, int mostBytes)
    {
        int headerLength = 4 + 4 * dimensions.Length;
        UInt128 length = dimensions.Aggregate((UInt128)(uint)bytesPerValue, (product, dimension) => product * (uint)dimension);
        UInt128 declared = length + (uint)headerLength;
        string sizes = string.Join(" x ", dimensions);

        if (!_isGzip && declared != (UInt128)_source.Length)
            throw Refusal($"has the wrong length: expected {declared} bytes for {sizes}, found {_source.Length}.");
        if (_isGzip && declared > (UInt128)_source.Length * LargestDeflateRatio)
            throw Refusal($"is too short: expected {declared} unpacked bytes for {sizes}, found {_source.Length} packed ones.");
        if (length > (uint)mostBytes)
            throw Refusal($"is too large: expected at most {mostBytes} bytes of values, found {sizes} of {bytesPerValue} each.");
        return (int)length;
    }

    private byte[] ReadValues(Stream unpacked, IncrementalHash digest, int count, CancellationToken cancellation)
    {
        byte[] values = GC.AllocateUninitializedArray<byte>(_isGzip ? (int)Math.Min(count, UsualDeflateRatio * _source.Length) : count);
        for (int position = 0; position < count;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (position == values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            Span<byte> chunk = values.AsSpan(position, Math.Min(ChunkLength, values.Length - position));
            int length = unpacked.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            digest.AppendData(chunk[..length]);
            position += length;
            if (length < chunk.Length)
                throw Refusal($"is cut off: expected {count} bytes of values, found {position}.");
        }

        return unpacked.ReadByte() < 0 ? values : throw Refusal($"is too long: expected {count} bytes of values, found more.");
    }

    /// <summary>From the file's order, the most significant byte first, to that of this machine.</summary>
    private static void ReverseBytes(byte[] values)
    {
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(values.AsSpan());
        BinaryPrimitives.ReverseEndianness(words, words);
    }

    private DatasetException Refusal(string what, Exception? innerException = null) =>
        new(_path, $"The file '{_path}' {what}", innerException);
}

using System.Buffers.Binary;
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
    private const uint MagicOfBytes = 0x0800; // two zero bytes, 0x08 for unsigned bytes, then the number of dimensions

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
    /// <param name="mostValues">A file that declares more values than these is refused.</param>
    /// <param name="cancellation">Checked while the file is unpacked.</param>
    /// <exception cref="DatasetException">The file is not what it should be.</exception>
    public IdxArray Read(int mostValues, CancellationToken cancellation)
    {
        try
        {
            using Stream unpacked = _isGzip ? new UnpackedGzip(_source) : _source;
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int[] dimensions = ReadHeader(unpacked, digest);
            int count = CheckLength(dimensions, mostValues);
            byte[] values = ReadValues(unpacked, digest, count, cancellation);
            if (_content == IdxContent.Labels)
                CheckLabels(values);
            return new IdxArray(_path, dimensions, values, Convert.ToHexStringLower(digest.GetHashAndReset()));
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

    /// <summary>The dimensions that the header declares; they may be lies still.</summary>
    private int[] ReadHeader(Stream unpacked, IncrementalHash digest)
    {
        uint expected = MagicOfBytes | (uint)_content;
        Span<byte> header = stackalloc byte[4 + 4 * (int)_content];
        int length = unpacked.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(header) is uint magic && magic != expected)
            throw Refusal($"holds no IDX {Items}: expected the magic number 0x{expected:x8}, found 0x{magic:x8}.");
        if (length < header.Length)
            throw Refusal($"is cut off: expected {header.Length} bytes of a header of IDX {Items}, found {length}.");
        digest.AppendData(header);

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

    /// <summary>The number of values that the header declares, now that it is sure that the file can hold them.</summary>
    private int CheckLength(int[] dimensions, int mostValues)
    {
        int headerLength = 4 + 4 * dimensions.Length;
        UInt128 count = dimensions.Aggregate(UInt128.One, (product, dimension) => product * (uint)dimension);
        UInt128 declared = count + (uint)headerLength;
        string sizes = string.Join(" x ", dimensions);

        if (!_isGzip && declared != (UInt128)_source.Length)
            throw Refusal($"has the wrong length: expected {declared} bytes for {sizes}, found {_source.Length}.");
        if (_isGzip && declared > (UInt128)_source.Length * LargestDeflateRatio)
            throw Refusal($"is too short: expected {declared} unpacked bytes for {sizes}, found {_source.Length} packed ones.");
        if (count > (uint)mostValues)
            throw Refusal($"is too large: expected at most {mostValues} values, found {sizes}.");
        return (int)count;
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
                throw Refusal($"is cut off: expected {count} values, found {position}.");
        }

        return unpacked.ReadByte() < 0 ? values : throw Refusal($"is too long: expected {count} values, found more.");
    }

    private void CheckLabels(ReadOnlySpan<byte> labels)
    {
        int bad = labels.IndexOfAnyExceptInRange((byte)0, (byte)(ImageSet.Classes - 1));
        if (bad >= 0)
            throw Refusal($"holds a bad label: expected 0 to {ImageSet.Classes - 1}, found {labels[bad]} at item {bad}.");
    }

    private DatasetException Refusal(string what, Exception? innerException = null) =>
        new(_path, $"The file '{_path}' {what}", innerException);
}

using System.Buffers.Binary;

namespace BatchNorm.Files.Gzip;

/// <summary>The header of a member of a gzip file (RFC 1952, 2.3). It is checked and skipped: nothing in it is needed.</summary>
internal ref struct GzipHeader
{
    /// <summary>The two bytes that every member begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1f, 0x8b];

    private const byte Deflate = 8;

    private readonly Stream _source;
    private Crc32 _crc;

    private GzipHeader(Stream source) => _source = source;

    [Flags]
    private enum Fields : byte
    {
        HeaderCrc = 0x02,
        Extra = 0x04,
        Name = 0x08,
        Comment = 0x10,
        Reserved = 0xe0,
    }

    /// <summary>Reads a header to its end.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="EndOfStreamException">It is cut off.</exception>
    public static void Skip(Stream source) => new GzipHeader(source).Skip();

    private void Skip()
    {
        Span<byte> start = stackalloc byte[10]; // magic number, method, flags, time, extra flags, system
        Read(start);
        var fields = (Fields)start[3];
        if (!start.StartsWith(Magic) || start[2] != Deflate || (fields & Fields.Reserved) != 0)
            throw new InvalidDataException("a header is none of gzip's");

        if (fields.HasFlag(Fields.Extra))
            SkipExtra();
        if (fields.HasFlag(Fields.Name))
            SkipText();
        if (fields.HasFlag(Fields.Comment))
            SkipText();
        if (fields.HasFlag(Fields.HeaderCrc))
            CheckCrc();
    }

    private void SkipExtra()
    {
        Span<byte> bytes = stackalloc byte[256];
        Read(bytes[..2]);
        for (int left = BinaryPrimitives.ReadUInt16LittleEndian(bytes); left > 0; left -= bytes.Length)
            Read(bytes[..Math.Min(left, bytes.Length)]);
    }

    private void SkipText()
    {
        Span<byte> letter = stackalloc byte[1];
        do
            Read(letter);
        while (letter[0] != 0);
    }

    private void CheckCrc()
    {
        var expected = (ushort)_crc.Value;
        Span<byte> bytes = stackalloc byte[2];
        Read(bytes);
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes) != expected)
            throw new InvalidDataException("a header has not the check sum that it gives");
    }

    private void Read(scoped Span<byte> bytes)
    {
        _source.ReadExactly(bytes);
        _crc.Add(bytes);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace BatchNorm.Files.Gzip;

/// <summary>
/// What a gzip file unpacks to: the data of its members, one after the other (RFC 1952, 2.2). As for gzip -d, what follows the last
/// member and does not begin like another is no part of it: the zeros of a tape, or garbage.
/// </summary>
/// <remarks>
/// GZipStream reads such files too, and takes one that was cut off within its last check sum for whole; so the members' headers and
/// check sums are read here, and only what lies between is left to DeflateStream.
/// </remarks>
internal sealed class UnpackedGzip : ForwardStream
{
    /// <summary>CRC-32 and length modulo 2^32 of the unpacked data, little-endian.</summary>
    private const int TrailerLength = 8;

    private readonly Stream _source;
    private DeflateFeed _feed = null!;
    private DeflateStream? _member;
    private Crc32 _crc;
    private uint _length;

    /// <summary>Begins at the first member; the file stays open.</summary>
    /// <param name="source">The whole file, in a stream that can seek.</param>
    /// <exception cref="InvalidDataException">Its header is none of gzip's, or is cut off.</exception>
    public UnpackedGzip(Stream source)
    {
        _source = source;
        Checked(OpenMember);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data are damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;

        while (_member is not null)
        {
            int length = ReadMember(buffer);
            if (length > 0)
                return length;

            Checked(CloseMember);
            if (AnotherFollows())
                Checked(OpenMember);
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _member?.Dispose();
        base.Dispose(disposing);
    }

    private void OpenMember()
    {
        GzipHeader.Skip(_source);
        _feed = new DeflateFeed(_source);
        _member = new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
        _crc = default;
        _length = 0;
    }

    private int ReadMember(Span<byte> buffer)
    {
        try
        {
            int length = _member!.Read(buffer);
            _crc.Add(buffer[..length]);
            _length += (uint)length;
            return length;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException("its packed data cannot be unpacked", error);
        }
    }

    /// <summary>
    /// Checks the trailer and goes on behind it. It begins where the packed data ended, in the last piece that was taken of them: where it
    /// gives the check sum and the length of what was unpacked.
    /// </summary>
    private void CloseMember()
    {
        if (_feed.IsExhausted)
            throw new EndOfStreamException();
        _member!.Dispose();
        _member = null;

        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        long start = _feed.EarliestEnd;
        Span<byte> end = stackalloc byte[(int)(_source.Position - start) + TrailerLength];
        _source.Position = start;
        int there = _source.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        int found = end[..there].IndexOf(trailer);
        if (found < 0)
            throw new InvalidDataException("it is cut off, or has not the check sum and length that its trailer gives");
        _source.Position = start + found + TrailerLength;
    }

    /// <summary>Whether another member begins here. Half a magic number at the file's end is one that was cut off.</summary>
    private bool AnotherFollows()
    {
        Span<byte> start = stackalloc byte[2];
        int there = _source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _source.Position -= there;
        return there > 0 && GzipHeader.Magic.StartsWith(start[..there]);
    }

    private static void Checked(Action step)
    {
        try
        {
            step();
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("it is cut off", error);
        }
    }
}

namespace BatchNorm.Files.Gzip;

/// <summary>
/// Hands a file to DeflateStream in small pieces. DeflateStream does not tell where the data ended that it unpacked, nor that they did not
/// end at all; how far it has come through the pieces tells both.
/// </summary>
internal sealed class DeflateFeed : ForwardStream
{
    /// <summary>Few enough bytes to look for an end in, enough to unpack at full speed.</summary>
    private const int PieceLength = 1024;

    /// <summary>
    /// So many bytes are handed out one by one, so that the end of data as short as those of no data at all is known exactly: the check
    /// sum and length of nothing are eight zeros, which may stand anywhere.
    /// </summary>
    private const int SingleBytes = 16;

    private readonly Stream _source;
    private readonly long _start;

    /// <summary>Begins where the file stands.</summary>
    public DeflateFeed(Stream source)
    {
        _source = source;
        _start = source.Position;
    }

    /// <summary>The first place where the data can have ended, if they ended in the piece that was handed out last.</summary>
    public long EarliestEnd { get; private set; }

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsExhausted { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        long start = _source.Position;
        int most = start - _start < SingleBytes ? 1 : PieceLength;
        int length = _source.Read(buffer[..Math.Min(buffer.Length, most)]);
        if (length > 0)
            EarliestEnd = start + 1;
        else
            IsExhausted = true;
        return length;
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// TFRecord, the framing of TensorFlow's files: each record has its length in front, as a little-endian uint64, that length's checksum, and behind
/// it its own checksum.
/// </summary>
internal static class RecordStream
{
    /// <summary>Writes a record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)record.Length);
        stream.Write(length);
        WriteChecksum(stream, length);
        stream.Write(record);
        WriteChecksum(stream, record);
    }

    /// <summary>
    /// The CRC-32C (Castagnoli, RFC 3720) of bytes, masked as TensorFlow does it, ((crc &gt;&gt; 15) | (crc &lt;&lt; 17)) + 0xa282ead8, since a checksum of what has
    /// checksums in it would tell little.
    /// </summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Checksum(bytes), 15) + 0xa282ead8;

    /// <summary>The CRC-32C of bytes.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private static void WriteChecksum(Stream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, MaskedChecksum(bytes));
        stream.Write(checksum);
    }
}

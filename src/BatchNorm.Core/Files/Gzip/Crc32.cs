using System.Buffers.Binary;

namespace BatchNorm.Files.Gzip;

/// <summary>The check sum of gzip (RFC 1952, 8): CRC-32 of the polynomial 0xEDB88320, eight bytes at a time.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Row k has what a byte becomes when k zero bytes follow it.</summary>
    private static readonly uint[][] Table = MakeTable();

    private uint _value;

    /// <summary>The check sum of all that was added; 0 of nothing.</summary>
    public readonly uint Value => _value;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~_value;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Table[7][(byte)low] ^ Table[6][(byte)(low >> 8)] ^ Table[5][(byte)(low >> 16)] ^ Table[4][low >> 24]
                ^ Table[3][(byte)high] ^ Table[2][(byte)(high >> 8)] ^ Table[1][(byte)(high >> 16)] ^ Table[0][high >> 24];
        }

        foreach (byte value in bytes)
            crc = (crc >> 8) ^ Table[0][(byte)(crc ^ value)];
        _value = ~crc;
    }

    private static uint[][] MakeTable()
    {
        uint[][] table = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (Polynomial & (0 - (crc & 1)));
            table[0][value] = crc;
        }

        for (int row = 1; row < table.Length; row++)
        {
            for (int value = 0; value < 256; value++)
                table[row][value] = (table[row - 1][value] >> 8) ^ table[0][(byte)table[row - 1][value]];
        }

        return table;
    }
}

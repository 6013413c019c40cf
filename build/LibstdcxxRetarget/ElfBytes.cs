using System.Buffers.Binary;
using System.Text;

namespace LibstdcxxRetarget;

/// <summary>The bytes of a little-endian ELF file. No offset read from the file is believed before it is checked here.</summary>
internal sealed class ElfBytes(byte[] bytes)
{
    public int Length => bytes.Length;

    public ushort UInt16At(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(offset, sizeof(ushort)));

    public uint UInt32At(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(At(offset, sizeof(uint)));

    public ulong UInt64At(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(At(offset, sizeof(ulong)));

    public void SetUInt32At(ulong offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(At(offset, sizeof(uint)), value);

    /// <summary>A window on the bytes: what is written to it is written to the file.</summary>
    public Span<byte> At(ulong offset, ulong length)
    {
        if (offset > (ulong)bytes.Length || length > (ulong)bytes.Length - offset)
        {
            throw new InvalidDataException(
                $"The ELF file is cut off or corrupt: it refers to {length} bytes at {offset}, but has {bytes.Length}.");
        }

        return bytes.AsSpan((int)offset, (int)length);
    }

    /// <summary>The string at <paramref name="index"/> of a string table, up to its terminating zero.</summary>
    public string StringAt(ElfSection table, uint index)
    {
        if (index >= table.Size)
            throw new InvalidDataException($"The ELF file is corrupt: name {index} is outside its table of {table.Size} bytes.");

        Span<byte> rest = At(table.Offset, table.Size)[(int)index..];
        int end = rest.IndexOf((byte)0);
        if (end < 0)
            throw new InvalidDataException($"The ELF file is corrupt: name {index} has no end.");

        return Encoding.ASCII.GetString(rest[..end]);
    }
}

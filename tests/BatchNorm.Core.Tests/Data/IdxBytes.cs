using System.Buffers.Binary;
using System.IO.Compression;

namespace BatchNorm.Data;

/// <summary>Small IDX files, made.</summary>
internal static class IdxBytes
{
    /// <summary>Images whose pixels count up from the image's number.</summary>
    public static byte[] Images(int count, int height = 2, int width = 3)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).SelectMany(
            image => Enumerable.Range(image, height * width).Select(value => (byte)value))];
        return [.. Header(0x803, (uint)count, (uint)height, (uint)width), .. pixels];
    }

    /// <summary>Images of float32 numbers, one row each, that take the values given over and over.</summary>
    public static byte[] FloatImages(int count, int columns, params float[] values)
    {
        var pixels = new byte[count * columns * sizeof(float)];
        for (int i = 0; i < count * columns; i++)
            BinaryPrimitives.WriteSingleBigEndian(pixels.AsSpan(i * sizeof(float)), values[i % values.Length]);
        return [.. Header(0xD03, (uint)count, 1, (uint)columns), .. pixels];
    }

    /// <summary>Labels 0 to 9, over and over.</summary>
    public static byte[] Labels(int count) =>
        [.. Header(0x801, (uint)count), .. Enumerable.Range(0, count).Select(item => (byte)(item % 10))];

    public static byte[] Header(uint magic, params uint[] dimensions)
    {
        var header = new byte[4 + 4 * dimensions.Length];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        return header;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Packs bytes, and lets the trailer tell another length than theirs.</summary>
    public static byte[] GzipWithLength(byte[] bytes, uint length)
    {
        byte[] packed = Gzip(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(packed.Length - 4), length);
        return packed;
    }
}

using System.Buffers.Binary;
using BatchNorm.Data;

namespace BatchNorm.Fuzz.Kinds;

/// <summary>Good IDX files to start from.</summary>
internal static class IdxOriginals
{
    /// <summary>Where the header ends that says most.</summary>
    public const int Head = 16;

    public static IReadOnlyList<(IdxContent Content, byte[] Bytes)> All { get; } =
    [
        (IdxContent.Images, Images(20, 2, 3)), (IdxContent.Images, Images(3, 28, 28)), (IdxContent.Images, FloatImages(5, 4, 3)),
        (IdxContent.Labels, Labels(50)), (IdxContent.Labels, Labels(3000)),
    ];

    public static byte[] Images(int count, int height, int width) =>
        [.. Header(0x803, count, height, width), .. Enumerable.Range(0, count * height * width).Select(pixel => (byte)(pixel * 7))];

    public static byte[] FloatImages(int count, int rows, int columns) =>
        [.. Header(0xD03, count, rows, columns), .. Enumerable.Range(0, count * rows * columns).SelectMany(pixel => Word(BitConverter.SingleToInt32Bits(pixel / 100f)))];

    public static byte[] Labels(int count) => [.. Header(0x801, count), .. Enumerable.Range(0, count).Select(item => (byte)(item % 10))];

    /// <summary>Reads a file.</summary>
    /// <returns>1 where it was refused, else 0.</returns>
    public static int Read(byte[] file, string path, IdxContent content)
    {
        try
        {
            using var source = new MemoryStream(file);
            new IdxReader(source, path, content).Read(Array.MaxLength, CancellationToken.None);
            return 0;
        }
        catch (DatasetException)
        {
            return 1;
        }
    }

    private static byte[] Header(params int[] words) => [.. words.SelectMany(Word)];

    private static byte[] Word(int word)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, word);
        return bytes;
    }
}

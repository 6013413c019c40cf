using BatchNorm.Data;
using BatchNorm.Randomness;

namespace BatchNorm.Made;

/// <summary>Small datasets made on the spot: easy to learn, not trivial, and the same on every machine.</summary>
internal static class MadeDigits
{
    private const int Side = 6;

    /// <summary>Images of 6 x 6 whose digit shows in which pixels are bright, with noise.</summary>
    public static Dataset Create(int training = 600, int validation = 100, int test = 200, int seed = 7) => new(
        "Made",
        Images(training, seed, lane: 0),
        Images(validation, seed, lane: 1),
        Images(test, seed, lane: 2));

    /// <summary>One image a row: each pixel 0 or 1 as the network sees it, and the labels.</summary>
    public static ImageSet BlackAndWhite(byte[] labels, params int[][] rows) => new(
        1, rows[0].Length, [.. rows.SelectMany(row => row.Select(value => (byte)(value * 255)))], labels);

    private static ImageSet Images(int count, int seed, uint lane)
    {
        var random = new RandomSource(seed, RandomPurpose.SyntheticImages, lane);
        var pixels = new byte[count * Side * Side];
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.NextInt32(10);
            Span<byte> image = pixels.AsSpan(i * Side * Side, Side * Side);
            for (int p = 0; p < image.Length; p++)
                image[p] = random.NextInt32(100) < (p % 10 == labels[i] ? 92 : 6) ? (byte)(100 + random.NextInt32(156)) : (byte)0;
        }

        return new ImageSet(Side, Side, pixels, labels);
    }
}

using BatchNorm.Data;

namespace BatchNorm.Engines.Simd;

/// <summary>Images of random pixels.</summary>
internal static class MadeImages
{
    /// <param name="count">Images.</param>
    /// <param name="pixels">Pixels an image.</param>
    /// <param name="lit">The share of pixels that are not black.</param>
    /// <param name="classes">Labels are below this.</param>
    /// <param name="seed">Of the random numbers.</param>
    public static ImageSet Create(int count, int pixels, double lit, int classes = 10, int seed = 5)
    {
        var random = new Random(seed);
        var bytes = new byte[count * pixels];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = random.NextDouble() < lit ? (byte)random.Next(1, 256) : (byte)0;
        return new ImageSet(1, pixels, bytes, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(classes))]);
    }

    public static double[,] Numbers(this ImageSet images)
    {
        var numbers = new double[images.Count, images.PixelsPerImage];
        for (int i = 0; i < images.Count; i++)
        {
            for (int pixel = 0; pixel < images.PixelsPerImage; pixel++)
                numbers[i, pixel] = images.Image(i)[pixel] / 255.0;
        }

        return numbers;
    }
}

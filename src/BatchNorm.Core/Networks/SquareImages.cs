namespace BatchNorm.Networks;

/// <summary>Images that are as wide as they are high, known by their number of pixels.</summary>
internal static class SquareImages
{
    /// <summary>Rows, and columns, of an image.</summary>
    /// <exception cref="ArgumentException">So many pixels are no square.</exception>
    public static int Side(int pixels)
    {
        int side = (int)Math.Round(Math.Sqrt(Math.Max(pixels, 0)));
        return side > 0 && (long)side * side == pixels
            ? side
            : throw new ArgumentException($"{pixels} pixels are not a square image. Use square images, or a fully connected network.", nameof(pixels));
    }
}

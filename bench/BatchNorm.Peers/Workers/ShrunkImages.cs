using BatchNorm.Data;

namespace BatchNorm.Peers.Workers;

/// <summary>The same images, smaller: the mean of a square of pixels in place of the square.</summary>
internal static class ShrunkImages
{
    /// <param name="dataset">The images.</param>
    /// <param name="factor">How many pixels a square is wide; those at the right and at the bottom that make none are left out.</param>
    public static Dataset Of(Dataset dataset, int factor) => factor == 1
        ? dataset
        : new Dataset($"{dataset.Name}, shrunk {factor} times", Of(dataset.Training, factor), Of(dataset.Validation, factor), Of(dataset.Test, factor));

    private static ImageSet Of(ImageSet images, int factor)
    {
        (int rows, int columns) = (images.Shape.Rows / factor, images.Shape.Columns / factor);
        var pixels = new byte[images.Count * rows * columns];
        ReadOnlySpan<byte> source = images.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            int image = i / (rows * columns), row = i / columns % rows, column = i % columns;
            int corner = (image * images.PixelsPerImage) + (((row * images.Shape.Columns) + column) * factor);
            int sum = 0;
            for (int y = 0; y < factor; y++)
            {
                for (int x = 0; x < factor; x++)
                    sum += source[corner + (y * images.Shape.Columns) + x];
            }

            pixels[i] = (byte)(((2 * sum) + (factor * factor)) / (2 * factor * factor)); // rounded
        }

        return new ImageSet(rows, columns, pixels, images.Labels.ToArray());
    }
}

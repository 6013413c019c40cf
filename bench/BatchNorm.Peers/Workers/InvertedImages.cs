using BatchNorm.Data;

namespace BatchNorm.Peers.Workers;

/// <summary>Images whose black is white and white is black: hardly a pixel is zero.</summary>
internal static class InvertedImages
{
    public static Dataset Of(Dataset dataset) => new(
        dataset.Name + ", inverted", Of(dataset.Training), Of(dataset.Validation), Of(dataset.Test));

    private static ImageSet Of(ImageSet images)
    {
        byte[] pixels = images.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(255 - pixels[i]);
        return new ImageSet(images.Shape.Rows, images.Shape.Columns, pixels, images.Labels.ToArray());
    }
}

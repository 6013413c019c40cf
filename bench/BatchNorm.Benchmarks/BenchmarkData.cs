using BatchNorm.Data;

namespace BatchNorm.Benchmarks;

/// <summary>The images benchmarks run on: MNIST where BATCHNORM_DATA names a folder with it, else the synthetic digits.</summary>
internal static class BenchmarkData
{
    private static readonly Lazy<Dataset> Loaded = new(() => Folder is { } folder
        ? DatasetReader.ReadAsync(folder).GetAwaiter().GetResult()
        : SyntheticDigits.Create(CancellationToken.None));

    /// <summary>Where MNIST is, or null.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(DatasetPlaces.EnvironmentVariable);

    public static Dataset Digits => Loaded.Value;

    /// <summary>Black ink on white paper: the same images with most pixels lit.</summary>
    public static ImageSet Invert(ImageSet images)
    {
        byte[] pixels = images.Pixels.ToArray();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(byte.MaxValue - pixels[i]);
        return new ImageSet(images.Shape.Rows, images.Shape.Columns, pixels, images.Labels.ToArray());
    }
}

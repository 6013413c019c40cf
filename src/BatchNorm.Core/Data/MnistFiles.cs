namespace BatchNorm.Data;

/// <summary>The files of MNIST (LeCun, Cortes and Burges): 70,000 handwritten digits of 28 x 28 pixels.</summary>
public static class MnistFiles
{
    /// <summary>28 rows of 28 pixels.</summary>
    public const int PixelsPerImage = 28 * 28;

    /// <summary>60,000 images, of which the first 5,000 are the validation set.</summary>
    public static MnistFile TrainingImages { get; } = new(
        "train-images-idx3-ubyte", IdxContent.Images, 60_000, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>The labels of <see cref="TrainingImages"/>.</summary>
    public static MnistFile TrainingLabels { get; } = new(
        "train-labels-idx1-ubyte", IdxContent.Labels, 60_000, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>10,000 images to test on.</summary>
    public static MnistFile TestImages { get; } = new(
        "t10k-images-idx3-ubyte", IdxContent.Images, 10_000, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>The labels of <see cref="TestImages"/>.</summary>
    public static MnistFile TestLabels { get; } = new(
        "t10k-labels-idx1-ubyte", IdxContent.Labels, 10_000, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>All four, the largest first.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [TrainingImages, TestImages, TrainingLabels, TestLabels];
}

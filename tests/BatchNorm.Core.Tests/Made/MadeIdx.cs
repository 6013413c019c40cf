using BatchNorm.Data;
using BatchNorm.Files;
using BatchNorm.Randomness;

namespace BatchNorm.Made;

/// <summary>IDX files of images in any number of classes: a class shows in which pixels are bright, with noise.</summary>
/// <param name="rows">Rows of an image.</param>
/// <param name="columns">Columns of an image.</param>
/// <param name="classes">How many classes; every one has as many images.</param>
internal sealed class MadeIdx(int rows, int columns, int classes)
{
    /// <summary>Writes the four files under the names of MNIST's.</summary>
    public void Write(TemporaryFolder folder, int trainingPerClass = 24, int testPerClass = 4)
    {
        folder.Write("train-images-idx3-ubyte", Images(trainingPerClass, lane: 0));
        folder.Write("train-labels-idx1-ubyte", Labels(trainingPerClass));
        folder.Write("t10k-images-idx3-ubyte", Images(testPerClass, lane: 1));
        folder.Write("t10k-labels-idx1-ubyte", Labels(testPerClass));
    }

    /// <summary>A file of images, the classes in turn.</summary>
    public byte[] Images(int perClass, uint lane)
    {
        var random = new RandomSource(3, RandomPurpose.SyntheticImages, lane);
        var pixels = new byte[perClass * classes * rows * columns];
        for (int i = 0; i < pixels.Length; i++)
        {
            int label = i / (rows * columns) % classes, pixel = i % (rows * columns);
            bool isOfClass = pixel * classes / (rows * columns) == label;
            pixels[i] = (byte)(random.NextInt32(100) < (isOfClass ? 95 : 10) ? 100 + random.NextInt32(156) : 0);
        }

        return [.. IdxBytes.Header(0x803, (uint)(perClass * classes), (uint)rows, (uint)columns), .. pixels];
    }

    /// <summary>A file of labels, the classes in turn.</summary>
    public byte[] Labels(int perClass, byte first = 0) =>
        [.. IdxBytes.Header(0x801, (uint)(perClass * classes)), .. Enumerable.Range(0, perClass * classes).Select(i => (byte)(first + i % classes))];
}

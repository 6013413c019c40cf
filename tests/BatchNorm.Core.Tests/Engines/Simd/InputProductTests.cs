using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;

namespace BatchNorm.Engines.Simd;

public class InputProductTests
{
    private static readonly (int Images, int Pixels, int Units)[] Sizes =
    [
        (1, 1, 1), (3, 63, 5), (4, 64, 16), (60, 100, 100), (64, 130, 17), (65, 70, 33), (130, 784, 31), (7, 200, 230),
    ];

    /// <summary>A width, and a share of lit pixels on either side of what is taken as dense.</summary>
    public static TheoryData<int, double> WidthsAndDensities => new()
    {
        { 4, 0.2 }, { 8, 0.2 }, { 16, 0.2 },
        { 4, 0.9 }, { 8, 0.9 }, { 16, 0.9 },
    };

    [Theory]
    [MemberData(nameof(WidthsAndDensities))]
    public void Multiply_is_the_product_of_pixels_and_weights(int lanes, double lit)
    {
        foreach (var (count, pixels, units) in Sizes)
        {
            ImageSet images = MadeImages.Create(count, pixels, lit);
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            PixelBatch batch = Load(arena, images);
            NativeMatrix weight = memory.Random(pixels, units);
            NativeMatrix z = memory.Allocate(count, units);

            Kernels.Of(lanes).Multiply(batch, weight, z);

            Naive.AssertEqual(Naive.Product(images.Numbers(), Naive.Read(weight)), z, 1e-6 * pixels);
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndDensities))]
    public void AddTransposedProduct_descends_along_pixels_times_gradients(int lanes, double lit)
    {
        foreach (var (count, pixels, units) in Sizes)
        {
            ImageSet images = MadeImages.Create(count, pixels, lit);
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            PixelBatch batch = Load(arena, images);
            NativeMatrix weight = memory.Random(pixels, units);
            NativeMatrix gradient = memory.Random(count, units);
            double[,] expected = Naive.Add(
                Naive.Read(weight), -0.5, Naive.Product(Naive.Transpose(images.Numbers()), Naive.Read(gradient)));

            Kernels.Of(lanes).AddTransposedProduct(-0.5f, batch, gradient, weight);

            Naive.AssertEqual(expected, weight, 1e-6 * count);
        }
    }

    private static PixelBatch Load(NativeArena arena, ImageSet images)
    {
        var batch = new PixelBatch(arena, images.Count, images.PixelsPerImage);
        batch.Load(images, 0, images.Count);
        return batch;
    }
}

using System.Runtime.Intrinsics;
using BatchNorm.Data;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;

namespace BatchNorm.Engines.Simd;

public unsafe class PixelBatchTests
{
    [Fact]
    public void Four_bit_matrices_are_transposed_together()
    {
        var random = new Random(3);
        var words = new ulong[64 * BitMatrix.Count];
        for (int i = 0; i < words.Length; i++)
            words[i] = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        var transposed = (ulong[])words.Clone();

        fixed (ulong* rows = transposed)
            BitMatrix.Transpose((Vector256<ulong>*)rows);

        for (int matrix = 0; matrix < BitMatrix.Count; matrix++)
        {
            for (int row = 0; row < 64; row++)
            {
                for (int column = 0; column < 64; column++)
                    Assert.Equal(Bit(words, matrix, row, column), Bit(transposed, matrix, column, row));
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 63)]
    [InlineData(64, 64)]
    [InlineData(65, 100)]
    [InlineData(130, 300)]
    [InlineData(60, 784)]
    public void Bits_tell_which_pixels_are_lit(int count, int pixels)
    {
        ImageSet images = MadeImages.Create(count, pixels, lit: 0.2);
        using var arena = new NativeArena();
        var batch = new PixelBatch(arena, count, pixels);
        int[] order = [.. Enumerable.Range(0, count).Reverse()];

        batch.Load(images, order);
        batch.TransposeBits();

        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<byte> image = images.Image(order[row]);
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                bool isLit = image[pixel] != 0;
                Assert.Equal(image[pixel], batch.Bytes(row)[pixel]);
                Assert.Equal(isLit, ((batch.ImageBits(row)[pixel / 64] >> (pixel % 64)) & 1) != 0);
                Assert.Equal(isLit, ((batch.PixelBits(row / 64, pixel) >> (row % 64)) & 1) != 0);
            }
        }
    }

    [Fact]
    public void A_smaller_batch_leaves_nothing_of_the_larger_one_before()
    {
        ImageSet images = MadeImages.Create(count: 100, pixels: 70, lit: 0.4);
        using var arena = new NativeArena();
        var batch = new PixelBatch(arena, 100, 70);
        batch.Load(images, 0, 100);
        batch.TransposeBits();

        batch.Load(images, 0, 3);
        batch.TransposeBits();

        for (int pixel = 0; pixel < 70; pixel++)
            Assert.Equal(0UL, batch.PixelBits(0, pixel) >> 3);
    }

    [Theory]
    [InlineData(0.2, false)]
    [InlineData(0.8, true)]
    public void A_batch_is_dense_when_most_pixels_are_lit(double lit, bool isDense)
    {
        using var arena = new NativeArena();
        var batch = new PixelBatch(arena, 30, 200);

        batch.Load(MadeImages.Create(30, 200, lit), 0, 30);

        Assert.Equal(isDense, batch.IsDense);
    }

    [Fact]
    public void What_networks_see_is_the_byte_divided_by_255()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        using var arena = new NativeArena();
        var batch = new PixelBatch(arena, 1, 256);

        batch.Load(new ImageSet(1, 256, all, [0]), 0, 1);

        for (int value = 0; value < 256; value++)
        {
            Assert.Equal(value / 255f, batch.Brightness[value]);
            Assert.Equal(value / 255f, batch.Numbers.Values[value]);
        }
    }

    private static bool Bit(ulong[] words, int matrix, int row, int column) =>
        ((words[(row * BitMatrix.Count) + matrix] >> column) & 1) != 0;
}

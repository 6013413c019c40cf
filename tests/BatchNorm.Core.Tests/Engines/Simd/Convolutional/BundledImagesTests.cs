using System.Runtime.InteropServices;
using BatchNorm.Data;

namespace BatchNorm.Engines.Simd.Convolutional;

public unsafe class BundledImagesTests
{
    private static readonly (int Rows, int Columns)[] Sizes = [(1, 1), (3, 5), (4, 8), (5, 13), (28, 28)];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Pixels_become_numbers_between_borders_of_zeros_and_lanes_beyond_the_last_are_black(int lanes)
    {
        foreach (var (rows, columns) in Sizes)
        {
            foreach (PixelType type in Enum.GetValues<PixelType>())
            {
                ImageSet images = Create(rows, columns, type);
                var layout = new MapLayout(1, rows, columns, Border: 2);

                ConvolutionKernels.Of(lanes).Load(images, layout, 35, 19, (x, _) =>
                {
                    Assert.Equal(19, x.Rows);
                    var expected = new float[rows * columns];
                    for (int image = 0; image < (19 + lanes - 1) / lanes * lanes; image++)
                    {
                        if (image < 19)
                            images.CopyTo(image, 1, expected);
                        else
                            expected.AsSpan().Clear();
                        for (int value = 0; value < layout.Values; value++)
                        {
                            int row = (value - 2) / (columns + 2), column = (value - 2) % (columns + 2);
                            float number = value >= 2 && column < columns ? expected[(row * columns) + column] : 0;
                            Assert.Equal(number, x.Row(image / lanes * lanes)[(value * lanes) + (image % lanes)]);
                        }
                    }
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_bundle_is_lit_where_one_of_its_images_is(int lanes)
    {
        // of 20 images one has two pixels, [2, 3] and [4, 6] of 7 x 9; the others are black
        var pixels = new byte[20 * 63];
        pixels[(17 * 63) + 21] = 1;
        pixels[(17 * 63) + 42] = 255;
        var images = new ImageSet(7, 9, pixels, new byte[20]);

        ConvolutionKernels.Of(lanes).Load(images, new MapLayout(1, 7, 9, Border: 1), 20, 20, (_, bundle) =>
        {
            Assert.Equal(new MapRegion(2, 5, 3, 7), bundle(17 / lanes * lanes).Lit);
            MapRegion black = bundle(0).Lit;
            Assert.Equal(black.Top, black.Bottom);
            Assert.Equal(black.Left, black.Right);
        });
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void What_is_negative_or_no_number_is_not_black(int lanes)
    {
        // one image: -1 at [1, 2] and NaN at [3, 4] of 5 x 8, zeros after them
        var pixels = new float[40];
        pixels[10] = -1;
        pixels[28] = float.NaN;
        var images = new ImageSet(5, 8, PixelType.Float32, MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray(), new byte[1]);

        ConvolutionKernels.Of(lanes).Load(images, new MapLayout(1, 5, 8, Border: 1), 1, 1, (_, bundle) =>
            Assert.Equal(new MapRegion(1, 4, 2, 5), bundle(0).Lit));
    }

    private static ImageSet Create(int rows, int columns, PixelType type)
    {
        ImageSet made = MadeImages.Create(40, rows * columns, lit: 0.5);
        byte[] bytes = type == PixelType.UInt8
            ? made.Pixels.ToArray()
            : MemoryMarshal.AsBytes((ReadOnlySpan<float>)[.. made.Pixels.ToArray().Select(pixel => pixel / 256f)]).ToArray();
        return new ImageSet(rows, columns, type, bytes, made.Labels.ToArray());
    }
}

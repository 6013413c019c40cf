using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>The products of a convolution against loops in double precision.</summary>
public unsafe class ConvolutionKernelTests
{
    /// <summary>Sizes around those of tiles, bundles and blocks, maps smaller than their kernels, and more and fewer maps than below.</summary>
    private static readonly Size[] Sizes =
    [
        new(Images: 1, Below: 1, Maps: 1, Rows: 2, Columns: 2, Kernel: 1),
        new(Images: 1, Below: 1, Maps: 6, Rows: 5, Columns: 8, Kernel: 5),
        new(Images: 3, Below: 2, Maps: 3, Rows: 4, Columns: 7, Kernel: 3),
        new(Images: 8, Below: 3, Maps: 13, Rows: 3, Columns: 3, Kernel: 7),
        new(Images: 17, Below: 4, Maps: 7, Rows: 6, Columns: 5, Kernel: 3),
        new(Images: 33, Below: 2, Maps: 16, Rows: 2, Columns: 9, Kernel: 5),
        new(Images: 70, Below: 1, Maps: 2, Rows: 7, Columns: 1, Kernel: 3),
        new(Images: 5, Below: 20, Maps: 20, Rows: 3, Columns: 4, Kernel: 3),
        new(Images: 2, Below: 6, Maps: 25, Rows: 11, Columns: 2, Kernel: 1),
        new(Images: 1, Below: 1, Maps: 2, Rows: 13, Columns: 29, Kernel: 13),
        new(Images: 9, Below: 1, Maps: 5, Rows: 40, Columns: 41, Kernel: 3),
    ];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_product_is_the_sum_over_maps_and_taps(int lanes)
    {
        foreach (Size size in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix x = MapsInMemory.Random(memory, size.LayoutBelow, size.Images, lanes, seed: 1);
            NativeMatrix weight = memory.Random(size.Taps * size.Below, size.Maps);
            NativeMatrix z = MapsInMemory.Zero(memory, size.LayoutAbove, size.Images, lanes);

            ConvolutionKernels.Of(lanes).Multiply(x, size.LayoutBelow, size.Kernel, weight, z, size.LayoutAbove, 0);

            double[][,,] expected = NaiveConvolution.Product(MapsInMemory.Read(x, size.LayoutBelow, lanes), Naive.Read(weight), size.Kernel);
            MapsInMemory.AssertEqual(expected, z, size.LayoutAbove, lanes, size.Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Some_rows_of_a_product_are_those_of_the_whole(int lanes)
    {
        foreach (Size size in Sizes)
        {
            for (int first = 0; first < size.Rows; first += 2)
            {
                int rows = Math.Min(2, size.Rows - first);
                var some = new MapLayout(size.Maps, rows, size.Columns / 2 * 2, Border: 0);
                using var memory = new GuardedMemory(lanes);
                NativeMatrix x = MapsInMemory.Random(memory, size.LayoutBelow, size.Images, lanes, seed: 1);
                NativeMatrix weight = memory.Random(size.Taps * size.Below, size.Maps);
                NativeMatrix all = MapsInMemory.Zero(memory, size.LayoutAbove, size.Images, lanes);
                NativeMatrix z = MapsInMemory.Zero(memory, some, size.Images, lanes);

                ConvolutionKernels.Of(lanes).Multiply(x, size.LayoutBelow, size.Kernel, weight, all, size.LayoutAbove, 0);
                ConvolutionKernels.Of(lanes).Multiply(x, size.LayoutBelow, size.Kernel, weight, z, some, first);

                double[][,,] whole = MapsInMemory.Read(all, size.LayoutAbove, lanes);
                double[][,,] part = MapsInMemory.Read(z, some, lanes);
                for (int i = 0; i < part[0].Length; i++)
                {
                    int map = i / (rows * some.Columns), row = i / some.Columns % rows, column = i % some.Columns;
                    Assert.All(part.Zip(whole), pair => Assert.Equal(pair.Second[map, first + row, column], pair.First[map, row, column]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void The_product_with_mirrored_kernels_is_the_gradient_to_the_input(int lanes)
    {
        foreach (Size size in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix gradient = MapsInMemory.Random(memory, size.LayoutAbove, size.Images, lanes, seed: 2);
            NativeMatrix weight = memory.Random(size.Taps * size.Below, size.Maps);
            NativeMatrix mirrored = memory.Allocate(size.Taps * size.Maps, size.Below);
            NativeMatrix inputGradient = MapsInMemory.Zero(memory, size.LayoutBelow, size.Images, lanes);

            MirroredKernels.Write(weight, size.Kernel, mirrored);
            ConvolutionKernels.Of(lanes).Multiply(
                gradient, size.LayoutAbove, size.Kernel, mirrored, inputGradient, size.LayoutBelow, 0);

            double[][,,] expected = NaiveConvolution.InputGradient(
                MapsInMemory.Read(gradient, size.LayoutAbove, lanes), Naive.Read(weight), size.Kernel);
            MapsInMemory.AssertEqual(expected, inputGradient, size.LayoutBelow, lanes, size.Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Weights_descend_along_the_sum_over_images_and_positions(int lanes)
    {
        foreach (Size size in Sizes)
        {
            const float Rate = 0.25f;
            using var memory = new GuardedMemory(lanes);
            NativeMatrix x = MapsInMemory.Random(memory, size.LayoutBelow, size.Images, lanes, seed: 1);
            NativeMatrix gradient = Gradient(memory, size, lanes);
            NativeMatrix weight = memory.Random(size.Taps * size.Below, size.Maps);
            double[,] before = Naive.Read(weight);

            ConvolutionKernels.Of(lanes).Descend(x, size.LayoutBelow, size.Kernel, gradient, size.LayoutAbove, weight, Rate);

            double[,] expected = NaiveConvolution.WeightGradient(
                MapsInMemory.Read(x, size.LayoutBelow, lanes), MapsInMemory.Read(gradient, size.LayoutAbove, lanes), size.Kernel);
            Naive.AssertEqual(Naive.Add(before, -Rate, expected), weight, 2e-6 * Math.Sqrt(size.Images * size.Rows * size.Columns));
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach (Size size in Sizes)
        {
            var results = new List<(float[] Product, float[] Weight)>();
            foreach (int lanes in (int[])[4, 8, 16])
            {
                using var memory = new GuardedMemory(lanes);
                NativeMatrix x = MapsInMemory.Random(memory, size.LayoutBelow, size.Images, lanes, seed: 1);
                NativeMatrix gradient = Gradient(memory, size, lanes);
                NativeMatrix weight = memory.Random(size.Taps * size.Below, size.Maps);
                NativeMatrix z = MapsInMemory.Zero(memory, size.LayoutAbove, size.Images, lanes);
                ConvolutionKernels kernels = ConvolutionKernels.Of(lanes);
                kernels.Multiply(x, size.LayoutBelow, size.Kernel, weight, z, size.LayoutAbove, 0);
                kernels.Descend(x, size.LayoutBelow, size.Kernel, gradient, size.LayoutAbove, weight, 0.25f);
                results.Add((MapsInMemory.Values(z, size.LayoutAbove, lanes), weight.ToArray()));
            }

            Assert.All(results, result => Assert.Equal(results[0].Product, result.Product));
            Assert.All(results, result => Assert.Equal(results[0].Weight, result.Weight));
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Leaving_out_what_is_not_lit_changes_no_bit(int lanes)
    {
        MapRegion[] regions = [new(1, 6, 2, 5), new(0, 1, 0, 1), new(6, 7, 8, 9), new(3, 3, 4, 4)];
        foreach (MapRegion region in regions)
        {
            MapLayout below = new(2, 7, 9, Border: 2), above = new(7, 7, 9, Border: 0);
            using var memory = new GuardedMemory(lanes);
            NativeMatrix x = MapsInMemory.Random(memory, below, lanes, lanes, seed: 1);
            foreach (var (map, row, column) in MapsInMemory.Positions(below))
            {
                if (row < region.Top || row >= region.Bottom || column < region.Left || column >= region.Right)
                    new Span<float>(x.Values + (below.Index(map, row, column) * lanes), lanes).Clear();
            }

            NativeMatrix weight = memory.Random(50, 7);
            NativeMatrix gradient = MapsInMemory.Random(memory, above, lanes, lanes, seed: 2);
            Bundle dark = new(x, below, 0), lit = dark with { Lit = region };
            (float[] Product, float[] Sums)[] results = [.. new[] { dark, lit }.Select(bundle =>
            {
                NativeMatrix z = MapsInMemory.Zero(memory, above, lanes, lanes);
                ConvolutionKernels.Of(lanes).Multiply(bundle, 5, weight, new Bundle(z, above, 0));
                var sums = new float[50 * 7 * 16];
                fixed (float* target = sums)
                    ConvolutionKernels.Of(lanes).Add(bundle, 5, new Bundle(gradient, above, 0), target);
                return (MapsInMemory.Values(z, above, lanes), sums);
            })];

            Assert.Equal(results[0].Product, results[1].Product);
            Assert.Equal(results[0].Sums, results[1].Sums);
        }
    }

    /// <summary>Random numbers, and zeros in lanes without an image.</summary>
    private static NativeMatrix Gradient(GuardedMemory memory, Size size, int lanes)
    {
        MapLayout layout = size.LayoutAbove;
        NativeMatrix gradient = MapsInMemory.Random(memory, layout, size.Images, lanes, seed: 2);
        for (int image = size.Images; image % lanes != 0; image++)
        {
            for (int value = 0; value < layout.Values; value++)
                gradient.Row(image / lanes * lanes)[(value * lanes) + (image % lanes)] = 0;
        }

        return gradient;
    }

    private sealed record Size(int Images, int Below, int Maps, int Rows, int Columns, int Kernel)
    {
        public int Taps => Kernel * Kernel;

        public MapLayout LayoutBelow => new(Below, Rows, Columns, Kernel / 2);

        public MapLayout LayoutAbove => new(Maps, Rows, Columns, Kernel / 2);

        public double Tolerance => 1e-6 * Taps * Math.Max(Below, Maps);
    }
}

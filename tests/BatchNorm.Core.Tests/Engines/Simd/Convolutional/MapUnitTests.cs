using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Convolutional;

/// <summary>What follows the product of a convolution, forth and back.</summary>
public unsafe class MapUnitTests
{
    private static readonly (int Images, int Maps, int Rows, int Columns)[] Sizes =
        [(1, 1, 2, 2), (3, 2, 3, 4), (9, 5, 4, 7), (17, 1, 5, 5), (33, 3, 2, 9)];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Pooling_takes_the_average_of_what_the_activation_makes(int lanes)
    {
        foreach (var (images, maps, rows, columns) in Sizes)
        {
            MapLayout product = new(maps, rows, columns, Border: 1), pooled = new(maps, rows / 2, columns / 2, Border: 2);
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            NativeMatrix z = MapsInMemory.Random(memory, product, images, lanes, seed: 1);
            NativeMatrix y = MapsInMemory.Zero(memory, pooled, images, lanes);
            var scales = new MapScales(arena, maps);
            foreach (MapScale scale in (MapScale[])[scales.Inner, scales.Outer])
            {
                foreach (nint numbers in (nint[])[(nint)scale.Factor, (nint)scale.Mean, (nint)scale.Shift])
                    memory.Random(1, maps).ToArray().CopyTo(new Span<float>((float*)numbers, maps));
            }

            ConvolutionKernels.Of(lanes).Pool(z, product, scales, y, pooled);

            double[][,,] values = MapsInMemory.Read(z, product, lanes);
            MapsInMemory.AssertEqual([.. values.Select(image => Pool(image, pooled, scales))], y, pooled, lanes, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_quarter_of_each_gradient_comes_back_and_none_to_what_was_dropped(int lanes)
    {
        foreach (var (images, maps, rows, columns) in Sizes)
        {
            MapLayout product = new(maps, rows, columns, Border: 1), pooled = new(maps, rows / 2, columns / 2, Border: 2);
            using var memory = new GuardedMemory(lanes);
            NativeMatrix z = MapsInMemory.Random(memory, product, images, lanes, seed: 1);
            NativeMatrix gradient = MapsInMemory.Random(memory, pooled, images, lanes, seed: 2);
            float* bias = memory.Random(1, maps).Values;
            double[][,,] values = MapsInMemory.Read(z, product, lanes), dy = MapsInMemory.Read(gradient, pooled, lanes);

            float[] sums = ConvolutionKernels.Of(lanes).PropagateBiased(z, product, gradient, pooled, bias);

            double[][,,] expected = [.. values.Zip(dy, (image, above) =>
            {
                foreach (var (map, row, column) in MapsInMemory.Positions(product))
                {
                    double t = Math.Tanh(image[map, row, column] + bias[map]);
                    image[map, row, column] = row < 2 * pooled.Rows && column < 2 * pooled.Columns
                        ? above[map, row / 2, column / 2] / 4 * (1 - (t * t))
                        : 0;
                }

                return image;
            })];
            MapsInMemory.AssertEqual(expected, z, product, lanes, 1e-6);
            for (int map = 0; map < maps; map++)
            {
                double sum = expected.Sum(image => Enumerable.Range(0, rows * columns).Sum(i => image[map, i / columns, i % columns]));
                Assert.Equal(sum, sums[map], 1e-5);
            }

            AssertBlackBeyond(z, product, images, lanes);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_mean_a_thousand_times_the_deviation_costs_no_digits(int lanes)
    {
        // 1000 and a multiple of 1 / 1024, so that rounding is the kernel's alone: z, and the sum of four of them, are exact
        MapLayout product = new(2, 6, 5, Border: 1), pooled = new(2, 3, 2, Border: 0);
        foreach (bool last in (bool[])[false, true])
        {
            using var arena = new NativeArena();
            using var memory = new GuardedMemory(lanes);
            var random = new Random(1);
            NativeMatrix z = MapsInMemory.Zero(memory, product, 19, lanes), y = MapsInMemory.Zero(memory, pooled, 19, lanes);
            for (int image = 0; image < 19; image++)
            {
                foreach (var (map, row, column) in MapsInMemory.Positions(product))
                    MapsInMemory.At(z, product, lanes, image, map, row, column) = 1000 + (random.Next(-2048, 2048) / 1024f);
            }

            NormalizationMemory numbers = Normalization(arena, memory, maps: 2);
            float* mean = memory.Row(2, value: 1000.1f);
            float* variance = memory.Row(2, value: 0.9f);
            var scales = new MapScales(arena, 2);
            (last ? scales.Outer : scales.Inner).SetNormalization(numbers, mean, variance);

            ConvolutionKernels.Of(lanes).Pool(z, product, scales, y, pooled);

            double Normalize(int map, double value) =>
                (numbers.Gamma[map] * (value - mean[map]) / Math.Sqrt((double)variance[map] + numbers.Epsilon)) + numbers.Beta[map];
            double[][,,] expected = [.. MapsInMemory.Read(z, product, lanes).Select(image =>
            {
                var above = new double[2, 3, 2];
                foreach (var (map, row, column) in MapsInMemory.Positions(pooled))
                {
                    double[] window = [.. Enumerable.Range(0, 4).Select(i => image[map, (2 * row) + (i / 2), (2 * column) + (i % 2)])];
                    above[map, row, column] = last ? Normalize(map, window.Average()) : window.Average(value => Math.Max(0, Normalize(map, value)));
                }

                return above;
            })];
            MapsInMemory.AssertEqual(expected, y, pooled, lanes, 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void The_gradient_comes_back_through_the_statistics_of_the_batch(int lanes)
    {
        foreach (var (images, maps, rows, columns) in Sizes)
        {
            foreach (bool last in (bool[])[false, true])
            {
                MapLayout product = new(maps, rows, columns, Border: 1), pooled = new(maps, rows / 2, columns / 2, Border: 2);
                using var arena = new NativeArena();
                using var memory = new GuardedMemory(lanes);
                NativeMatrix z = MapsInMemory.Random(memory, product, images, lanes, seed: 1);
                NativeMatrix gradient = MapsInMemory.Random(memory, pooled, images, lanes, seed: 2);
                NormalizationMemory numbers = Normalization(arena, memory, maps);
                float* bias = last ? memory.Random(1, maps).Values : memory.Row(maps, value: 0);
                var expected = new NaiveNormalization(
                    MapsInMemory.Read(z, product, lanes), MapsInMemory.Read(gradient, pooled, lanes), numbers, bias, last);

                var (gamma, beta, b) = ConvolutionKernels.Of(lanes).PropagateNormalized(last, z, product, gradient, pooled, numbers, bias);

                MapsInMemory.AssertEqual(expected.Products, z, product, lanes, 1e-5);
                for (int map = 0; map < maps; map++)
                {
                    Assert.Equal(expected.Gamma[map], gamma[map], 2e-5);
                    Assert.Equal(expected.Beta[map], beta[map], 2e-5);
                    if (last)
                        Assert.Equal(expected.Bias[map], b[map], 2e-5);
                }

                AssertBlackBeyond(z, product, images, lanes);
            }
        }
    }

    /// <summary>Random gammas and betas, epsilon 0.01.</summary>
    private static NormalizationMemory Normalization(NativeArena arena, GuardedMemory memory, int maps)
    {
        var numbers = new NormalizationMemory(arena, maps, new BatchNormSettings { Epsilon = 0.01 });
        memory.Random(1, maps).ToArray().CopyTo(new Span<float>(numbers.Gamma, maps));
        memory.Random(1, maps).ToArray().CopyTo(new Span<float>(numbers.Beta, maps));
        return numbers;
    }

    private static double[,,] Pool(double[,,] image, MapLayout pooled, MapScales scales)
    {
        var y = new double[pooled.Maps, pooled.Rows, pooled.Columns];
        foreach (var (map, row, column) in MapsInMemory.Positions(pooled))
        {
            double sum = 0;
            for (int i = 0; i < 4; i++)
                sum += Math.Max(0, Scale(scales.Inner, map, image[map, (2 * row) + (i / 2), (2 * column) + (i % 2)]));
            y[map, row, column] = Scale(scales.Outer, map, sum / 4);
        }

        return y;
    }

    private static double Scale(MapScale scale, int map, double value) => (scale.Factor[map] * (value - scale.Mean[map])) + scale.Shift[map];

    /// <summary>Lanes without an image take no part in the weights' gradient.</summary>
    private static void AssertBlackBeyond(NativeMatrix maps, MapLayout layout, int images, int lanes)
    {
        for (int image = images; image % lanes != 0; image++)
            Assert.All(MapsInMemory.Positions(layout), p => Assert.Equal(0, MapsInMemory.At(maps, layout, lanes, image, p.Map, p.Row, p.Column)));
    }
}

using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

public unsafe class BiasedActivationTests
{
    private static readonly (int Rows, int Units)[] Sizes = [(1, 1), (2, 5), (3, 8), (60, 100), (61, 33)];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Forward_and_inference_add_the_bias_and_activate(int lanes)
    {
        foreach (var (rows, units) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix z = memory.Random(rows, units);
            NativeMatrix y = memory.Allocate(rows, units);
            float* bias = memory.Row(units, value: 0.25f);
            double[,] expected = Naive.Read(z);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < units; unit++)
                    expected[row, unit] = Math.Tanh(expected[row, unit] + 0.25);
            }

            NativeMatrix inferred = memory.Allocate(rows, units);
            for (int row = 0; row < rows; row++)
                new Span<float>(z.Row(row), units).CopyTo(new Span<float>(inferred.Row(row), units));

            Kernels.Of(lanes).Activate(Activation.Tanh, z, bias, y);
            Kernels.Of(lanes).ActivateInfer(Activation.Tanh, inferred, bias);

            Naive.AssertEqual(expected, y, 1e-6);
            Naive.AssertEqual(expected, inferred, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Backward_multiplies_by_the_slope_and_descends_along_the_sum(int lanes)
    {
        foreach (var (rows, units) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix gradient = memory.Random(rows, units);
            NativeMatrix slopes = memory.Random(rows, units);
            float* bias = memory.Row(units, value: 2);
            double[,] expected = Naive.Read(gradient);
            for (int row = 0; row < rows; row++)
            {
                for (int unit = 0; unit < units; unit++)
                    expected[row, unit] *= slopes.Row(row)[unit];
            }

            Kernels.Of(lanes).ActivateBackward(gradient, slopes, bias, learningRate: 0.5f);

            Naive.AssertEqual(expected, gradient, 1e-7);
            for (int unit = 0; unit < units; unit++)
                Assert.Equal(2 - (0.5 * Naive.Column(expected, unit).Sum()), bias[unit], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void A_bias_alone_descends_along_the_sum(int lanes)
    {
        foreach (var (rows, units) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix gradient = memory.Random(rows, units);
            float* bias = memory.Row(units, value: 2);

            Kernels.Of(lanes).Descend(gradient, bias, learningRate: 0.5f);

            for (int unit = 0; unit < units; unit++)
                Assert.Equal(2 - (0.5 * Naive.Column(Naive.Read(gradient), unit).Sum()), bias[unit], 1e-5);
        }
    }
}

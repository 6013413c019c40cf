using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd;

public unsafe class SoftmaxCrossEntropyTests
{
    private static readonly (int Rows, int Classes)[] Sizes = [(1, 1), (2, 2), (3, 10), (60, 10), (7, 16), (5, 33)];

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void The_gradient_is_softmax_minus_label_over_the_batch_size(int lanes)
    {
        foreach (var (rows, classes) in Sizes)
        {
            using var memory = new GuardedMemory(lanes);
            NativeMatrix logits = Logits(memory, rows, classes, scale: 3);
            float* bias = memory.Row(classes, value: 0.5f, padding: float.NegativeInfinity);
            bias[0] = -0.25f;
            byte[] labels = [.. Enumerable.Range(0, rows).Select(row => (byte)(row % classes))];
            var expected = new double[rows, classes];
            for (int row = 0; row < rows; row++)
            {
                double[] softmax = Softmax([.. Enumerable.Range(0, classes).Select(i => (double)logits.Row(row)[i] + bias[i])]);
                for (int i = 0; i < classes; i++)
                    expected[row, i] = (softmax[i] - (i == labels[row] ? 1 : 0)) / rows;
            }

            Kernels.Of(lanes).SoftmaxGradient(logits, bias, labels);

            Naive.AssertEqual(expected, logits, 1e-6);
            for (int i = classes; i < logits.Width; i++)
                Assert.Equal(0, logits.Row(0)[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels.Widths), MemberType = typeof(Kernels))]
    public void Logits_of_any_size_do_not_overflow(int lanes)
    {
        using var memory = new GuardedMemory(lanes);
        NativeMatrix logits = Logits(memory, rows: 2, classes: 3, scale: 0);
        logits.Row(0)[1] = 1e30f;
        logits.Row(1)[1] = -1e30f;

        Kernels.Of(lanes).SoftmaxGradient(logits, memory.Row(3, 0, float.NegativeInfinity), [1, 1]);

        Naive.AssertEqual(new double[,] { { 0, 0, 0 }, { 0.25, -0.5, 0.25 } }, logits, 1e-7);
    }

    [Theory]
    [InlineData(4, float.NaN)]
    [InlineData(8, float.NaN)]
    [InlineData(16, float.NaN)]
    [InlineData(4, float.PositiveInfinity)]
    [InlineData(8, float.PositiveInfinity)]
    [InlineData(16, float.PositiveInfinity)]
    public void A_diverged_logit_makes_its_image_NaN_and_no_other(int lanes, float diverged)
    {
        using var memory = new GuardedMemory(lanes);
        NativeMatrix logits = Logits(memory, rows: 2, classes: 10, scale: 1);
        logits.Row(0)[7] = diverged;

        Kernels.Of(lanes).SoftmaxGradient(logits, memory.Row(10, 0, float.NegativeInfinity), [1, 1]);

        for (int i = 0; i < 10; i++)
        {
            Assert.True(float.IsNaN(logits.Row(0)[i])); // infinity - infinity is NaN, and so is every share of it
            Assert.False(float.IsNaN(logits.Row(1)[i]));
        }
    }

    /// <summary>Random logits, 0 in the padding as a product with padded weights leaves it.</summary>
    private static NativeMatrix Logits(GuardedMemory memory, int rows, int classes, float scale)
    {
        NativeMatrix logits = memory.Random(rows, classes);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < logits.Width; i++)
                logits.Row(row)[i] = i < classes ? logits.Row(row)[i] * scale : 0;
        }

        return logits;
    }

    private static double[] Softmax(double[] logits)
    {
        double[] exp = [.. logits.Select(logit => Math.Exp(logit - logits.Max()))];
        return [.. exp.Select(value => value / exp.Sum())];
    }
}

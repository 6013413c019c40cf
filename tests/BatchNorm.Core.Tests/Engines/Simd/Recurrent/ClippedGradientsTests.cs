using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Recurrent;

public class ClippedGradientsTests
{
    [Fact]
    public void Gradients_whose_common_norm_is_1_or_less_stay_as_they_are()
    {
        using var memory = new GuardedMemory(lanes: 16);
        NativeMatrix one = Matrix(memory, 1, 0.5f), other = Matrix(memory, 2, 0, -0.75f);

        ClippedGradients.Clip([one, other]);

        Assert.Equal([0.5f], one.ToArray());
        Assert.Equal([0, -0.75f], other.ToArray());
    }

    [Fact]
    public void Longer_ones_are_shortened_to_1_together_and_keep_their_direction()
    {
        using var memory = new GuardedMemory(lanes: 16);
        NativeMatrix one = Matrix(memory, 1, 30), other = Matrix(memory, 1, 0, -40);

        ClippedGradients.Clip([one, other]);

        Assert.Equal(0.6, one.ToArray()[0], 1e-7);
        Assert.Equal(-0.8, other.ToArray()[1], 1e-7);
    }

    [Fact]
    public void Only_true_values_count_whatever_the_size()
    {
        for (int columns = 1; columns <= 40; columns++)
        {
            using var memory = new GuardedMemory(lanes: 16);
            NativeMatrix gradient = memory.Random(3, columns);
            float[] before = gradient.ToArray();
            double norm = Math.Sqrt(before.Sum(value => (double)value * value));

            ClippedGradients.Clip([gradient]);

            Assert.All(before.Zip(gradient.ToArray()), pair => Assert.Equal(pair.First / Math.Max(1, norm), pair.Second, 1e-6));
        }
    }

    [Fact]
    public void A_gradient_that_is_no_number_makes_none_of_all()
    {
        using var memory = new GuardedMemory(lanes: 16);
        NativeMatrix one = Matrix(memory, 1, 3), other = Matrix(memory, 1, float.NaN);

        ClippedGradients.Clip([one, other]);

        Assert.All(one.ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    private static NativeMatrix Matrix(GuardedMemory memory, int rows, params float[] values)
    {
        NativeMatrix matrix = memory.Allocate(rows, values.Length / rows);
        matrix.Write(values);
        return matrix;
    }
}

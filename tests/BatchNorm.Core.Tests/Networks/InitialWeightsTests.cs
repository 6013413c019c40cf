using BatchNorm.Data;
using BatchNorm.Randomness;

namespace BatchNorm.Networks;

public class InitialWeightsTests
{
    [Fact]
    public void The_lessons_network_has_one_matrix_a_layer()
    {
        InitialWeights weights = InitialWeights.Draw(new ImageShape(28, 28), [100, 100, 100], 10, 0.05, 1);

        Assert.Equal([(784, 100), (100, 100), (100, 100), (100, 10)], weights.Matrices.Select(m => (m.Rows, m.Columns)));
        Assert.Equal([100, 100, 100], weights.HiddenLayer);
    }

    [Fact]
    public void Weights_are_drawn_row_by_row_and_layer_by_layer()
    {
        InitialWeights weights = InitialWeights.Draw(ImageShape.Row(3), [2], 4, 0.5, 42);
        var random = new RandomSource(42, RandomPurpose.InitialWeights);

        foreach (float value in weights.Matrices.SelectMany(m => m.Values.ToArray()))
            Assert.Equal((float)(0.5 * random.NextNormal()), value);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        float[] Draw(int seed) => InitialWeights.Draw(ImageShape.Row(20), [10], 10, 1, seed).Matrices[0].Values.ToArray();

        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
        Assert.NotEqual(Draw(5), Draw(-5));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(5)]
    public void Weights_have_mean_0_and_the_standard_deviation_asked_for(double scale)
    {
        float[] values = InitialWeights.Draw(new ImageShape(28, 28), [100], 10, scale, 3).Matrices[0].Values.ToArray();
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));

        // 78,400 draws: standard errors scale / 280 and scale / 396
        Assert.InRange(mean, -scale / 70, scale / 70);
        Assert.InRange(deviation, scale * 0.99, scale * 1.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_scale_that_is_no_standard_deviation_is_refused(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InitialWeights.Draw(ImageShape.Row(4), [2], 2, scale, 1));

    [Fact]
    public void A_width_below_1_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InitialWeights.Draw(ImageShape.Row(4), [0], 2, 1, 1));
}

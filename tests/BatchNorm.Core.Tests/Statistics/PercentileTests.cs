namespace BatchNorm.Statistics;

public class PercentileTests
{
    // positions 0.15 * 4 = 0.6, 0.5 * 4 = 2 and 0.85 * 4 = 3.4 among 10, 20, 40, 80, 160
    [Theory]
    [InlineData(0, 10)]
    [InlineData(15, 16)]
    [InlineData(50, 40)]
    [InlineData(85, 112)]
    [InlineData(100, 160)]
    public void It_is_interpolated_between_the_values_in_order(double percent, double expected) =>
        Assert.Equal(expected, Percentile.Of([10, 20, 40, 80, 160], percent), 1e-12);

    [Fact]
    public void Of_an_even_number_the_median_is_the_mean_of_the_two_in_the_middle() =>
        Assert.Equal(2.5, Percentile.Of([1, 2, 3, 4], 50));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(100)]
    public void Of_one_value_it_is_that_value(double percent) => Assert.Equal(7, Percentile.Of([7], percent));

    [Fact]
    public void A_value_that_is_no_number_makes_it_none()
    {
        float[] values = [3, float.NaN, 1];
        values.AsSpan().Sort();

        Assert.True(double.IsNaN(Percentile.Of(values, 85)));
    }

    [Fact]
    public void Between_equal_infinities_it_is_that_infinity() =>
        Assert.Equal(double.PositiveInfinity, Percentile.Of([1, float.PositiveInfinity, float.PositiveInfinity], 85));

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Percentile.Of([], 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1], 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1], double.NaN));
    }
}

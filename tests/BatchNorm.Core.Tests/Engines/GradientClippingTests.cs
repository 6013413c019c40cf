namespace BatchNorm.Engines;

public class GradientClippingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1)]
    [InlineData(1, 1)]
    [InlineData(2500, 0.02)]
    public void A_norm_above_1_is_brought_to_1(double squareSum, double factor) => Assert.Equal(factor, GradientClipping.Factor(squareSum));

    [Fact]
    public void No_number_is_made_of_what_is_none() => Assert.True(double.IsNaN(GradientClipping.Factor(double.NaN)));

    [Fact]
    public void Squares_are_added_up_in_double_precision_whatever_their_number()
    {
        var random = new Random(1);
        for (int count = 0; count <= 40; count++)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
            Assert.Equal(values.Sum(value => (double)value * value), GradientClipping.SquareSum(values), 1e-14);
        }
    }

    [Fact]
    public void Squares_that_no_float32_holds_are_added_up() => Assert.Equal(9 * 1e60, GradientClipping.SquareSum([.. Enumerable.Repeat(1e30f, 9)]), 1e54);
}

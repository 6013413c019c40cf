namespace BatchNorm.Plotting;

public class AxisRangeTests
{
    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(0.9, 0.9)]
    [InlineData(0.9, 0.90000000001)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, 1e300)]
    public void Ends_that_are_no_range_are_refused_with_an_example(double low, double high)
    {
        var error = Assert.Throws<ArgumentException>(() => new AxisRange(low, high));

        Assert.EndsWith("such as 0.9 and 1.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1, true)]
    [InlineData(0.899, false)]
    [InlineData(double.NaN, false)]
    public void It_holds_what_lies_between_its_ends(double value, bool holds) => Assert.Equal(holds, new AxisRange(0.9, 1).Holds(value));
}

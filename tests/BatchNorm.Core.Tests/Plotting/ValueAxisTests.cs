using CsCheck;

namespace BatchNorm.Plotting;

public class ValueAxisTests
{
    [Fact]
    public void A_share_is_written_in_tenths() =>
        Assert.Equal(["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"], ValueAxis.Share.Labels);

    [Theory]
    [InlineData(-1.2, 1.1, "-1.0 -0.5 0.0 0.5 1.0")]
    [InlineData(0, 12, "0 5 10")]
    [InlineData(-2_300, 100, "-2,000 -1,500 -1,000 -500 0")]
    [InlineData(0.011, 0.019, "0.012 0.014 0.016 0.018")]
    [InlineData(0, 3e30, "0 1e30 2e30 3e30")]
    public void Ticks_are_round(double least, double greatest, string labels) =>
        Assert.Equal(labels, string.Join(' ', ValueAxis.Covering([greatest, least]).Labels));

    [Fact]
    public void A_tick_that_is_rounded_past_the_end_lies_on_it()
    {
        ValueAxis axis = ValueAxis.Covering([-26241.76, -26242.76]);

        Assert.All(axis.Ticks, tick => Assert.InRange(tick, axis.Minimum, axis.Maximum));
    }

    [Fact]
    public void All_values_lie_on_the_axis_and_all_ticks_too() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-10, 10]).Sample((one, difference) =>
        {
            ValueAxis axis = ValueAxis.Covering([one, one + difference]);

            Assert.InRange(one, axis.Minimum, axis.Maximum);
            Assert.InRange(one + difference, axis.Minimum, axis.Maximum);
            Assert.InRange(axis.Ticks.Length, 2, 8);
            Assert.All(axis.Ticks, tick => Assert.InRange(tick, axis.Minimum, axis.Maximum));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-7.5)]
    [InlineData(1e30)]
    public void A_single_value_has_room_about_it(double value)
    {
        ValueAxis axis = ValueAxis.Covering([value]);

        Assert.True(axis.Minimum < value && value < axis.Maximum);
    }

    [Fact]
    public void Of_no_values_it_goes_from_minus_1_to_1() => Assert.InRange(ValueAxis.Covering([]).Maximum, 1, 1.1);

    [Theory]
    [InlineData(0.001, 1, "0.001 0.01 0.1 1")]
    [InlineData(0.02, 0.9, "0.02 0.05 0.1 0.2 0.5")]
    [InlineData(0.021, 0.033, "0.022 0.024 0.026 0.028 0.03 0.032")]
    [InlineData(1e-6, 1, "1e-6 1e-5 0.0001 0.001 0.01 0.1 1")]
    [InlineData(0.5, 2e30, "1 10,000 1e8 1e12 1e16 1e20 1e24 1e28")]
    public void A_logarithmic_axis_has_round_numbers(double least, double greatest, string labels) =>
        Assert.Equal(labels, string.Join(' ', ValueAxis.Logarithmic(least, greatest).Labels));

    [Theory]
    [InlineData(new[] { 1.0 }, "0.95 1 1.05 1.1")]
    [InlineData(new[] { 0.0, 1, 100 }, "0 1 10 100")]
    [InlineData(new[] { 0.0 }, "0 0.001 0.01 0.1 1")]
    [InlineData(new double[0], "0.001 0.01 0.1 1")]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, -1 }, "0.001 0.01 0.1 1")]
    [InlineData(new[] { 0, double.Epsilon, double.MaxValue }, null)]
    public void Over_values_a_logarithmic_axis_holds_them_all_and_0_below(double[] values, string? labels)
    {
        ValueAxis axis = ValueAxis.LogarithmicOver(values);

        if (labels is not null)
            Assert.Equal(labels, string.Join(' ', axis.Labels));
        Assert.InRange(axis.Ticks.Length, 2, 12);
        Assert.All(axis.Ticks.Concat(values.Where(value => value >= 0 && double.IsFinite(value))).Select(axis.Position), place =>
            Assert.InRange(place, axis.Position(axis.Minimum), axis.Position(axis.Maximum)));
    }

    [Fact]
    public void A_decade_has_its_eight_ticks_between() =>
        Assert.Equal([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], ValueAxis.Logarithmic(0.001, 1).MinorTicks.Where(tick => tick > 0.1));

    [Fact]
    public void Numbers_close_together_are_written_with_the_digits_that_differ() =>
        Assert.Equal(["0.95000", "0.95002", "0.95004"], ValueAxis.Between(0.95, 0.95005).Labels.Where((_, i) => i % 2 == 0));
}

using CsCheck;

namespace BatchNorm.Plotting;

public class DebiasedAverageTests
{
    [Fact]
    public void It_is_the_average_over_what_its_weights_sum_to()
    {
        // a = 0.5, 1.25, 2.625 over 1 - 0.5^n = 0.5, 0.75, 0.875
        AssertClose([1, 1.25 / 0.75, 3], DebiasedAverage.Of([1, 2, 4], 0.5));

        // a = 0.04, 0.064, 0.1184 over 1 - 0.6^n = 0.4, 0.64, 0.784
        AssertClose([0.1, 0.1, 0.1184 / 0.784], DebiasedAverage.Of([0.1, 0.1, 0.2], 0.6));
    }

    [Fact]
    public void What_is_no_finite_number_is_passed_through_and_not_counted() =>
        AssertClose(
            [double.NaN, 1, double.PositiveInfinity, 1.25 / 0.75],
            DebiasedAverage.Of([double.NaN, 1, double.PositiveInfinity, 2], 0.5));

    [Fact]
    public void A_constant_series_is_untouched_to_the_last_bit()
    {
        double[] values = [.. Enumerable.Repeat(0.1, 50)];

        Assert.Equal(values, DebiasedAverage.Of(values, 0.9));
    }

    [Fact]
    public void Weight_0_changes_nothing() => Assert.Equal([0.3, 0.1, 0.7], DebiasedAverage.Of([0.3, 0.1, 0.7], 0));

    [Fact]
    public void Of_no_values_there_are_none() => Assert.Empty(DebiasedAverage.Of([], 0.6));

    [Fact]
    public void A_smoothed_value_lies_among_those_up_to_it() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 60], Gen.Double[0, 0.999]).Sample((values, weight) =>
        {
            double[] smoothed = DebiasedAverage.Of(values, weight);
            for (int i = 0; i < values.Length; i++)
                Assert.InRange(smoothed[i], values[..(i + 1)].Min() - 1e-9, values[..(i + 1)].Max() + 1e-9);
        });

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
    }
}

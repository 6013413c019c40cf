using CsCheck;

namespace BatchNorm.Statistics;

public class MedianTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 0, 7.0)]
    [InlineData(new[] { 3.0, 1, 2 }, 0, 2.0)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 0, 2.5)]
    [InlineData(new[] { 100.0, 300 }, 1, 300.0)]
    [InlineData(new[] { 100.0, 200, 300 }, 2, 300.0)]
    [InlineData(new[] { 100.0, 200 }, 2, null)] // the mean of 200 and never is never
    [InlineData(new[] { 100.0 }, 2, null)]
    [InlineData(new double[0], 1, null)]
    public void What_was_not_reached_comes_after_every_number(double[] reached, int notReached, double? median)
    {
        double?[] values = [.. Enumerable.Repeat<double?>(null, notReached), .. reached];

        Assert.Equal(median, Median.Of(values));
    }

    [Fact]
    public void As_many_lie_below_as_above() => Gen.Int[0, 1000].Array[1, 30].Sample(values =>
    {
        double median = Median.Of(values.Select(value => (double?)value))!.Value;
        return values.Count(value => value < median) <= values.Length / 2 && values.Count(value => value > median) <= values.Length / 2;
    });

    [Fact]
    public void A_run_that_fails_never_brings_the_median_forward() =>
        Gen.Select(Gen.Int[0, 1000].Array[1, 30], Gen.Int[0, 29]).Sample((values, which) =>
        {
            double?[] steps = [.. values.Select(value => (double?)value)];
            double? before = Median.Of(steps);
            steps[which % steps.Length] = null;
            return Median.Of(steps) is not { } after || after >= before;
        });

    [Fact]
    public void Of_nothing_there_is_no_median() => Assert.Throws<ArgumentException>(() => Median.Of([]));
}

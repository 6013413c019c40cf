using CsCheck;

namespace BatchNorm.Statistics;

public class WelchDifferenceTests
{
    private static readonly Gen<double[]> Sample = Gen.Double[0, 1].Array[2, 30];

    [Fact]
    public void With_spreads_and_sizes_alike_it_is_Students_of_two_samples()
    {
        // Variances 1, v = 1/3 each, (2/3)^2 / (2 (1/9) / 2) = 4 degrees of freedom, t = 2.776445, half = t sqrt(2/3) = 2.266958.
        Interval interval = Welch([1, 2, 3], [5, 6, 7])!.Value;

        Assert.Equal(-4 - 2.266958, interval.Low, 1e-6);
        Assert.Equal(-4 + 2.266958, interval.High, 1e-6);
    }

    [Fact]
    public void Where_one_has_no_spread_it_is_Students_of_the_other()
    {
        // v = 1/3 and 0, 2 degrees of freedom, t = 4.302653, half = t sqrt(1/3) = 2.484138.
        Interval interval = Welch([1, 2, 3], [5, 5, 5, 5])!.Value;

        Assert.Equal(-3 - 2.484138, interval.Low, 1e-6);
        Assert.Equal(-3 + 2.484138, interval.High, 1e-6);
    }

    [Fact]
    public void Degrees_of_freedom_need_not_be_whole()
    {
        // v = 1/3 and 5/3, 4 / ((1/9) / 2 + (25/9) / 3) = 4.0755 degrees of freedom: t falls ever more slowly from that of 4, 2.776445, to that of 5, 2.570582,
        // and so lies below the straight line between them, 2.7609.
        Interval interval = Welch([1, 2, 3], [2, 4, 6, 8])!.Value;

        Assert.Equal(-3, (interval.Low + interval.High) / 2, 1e-12);
        Assert.InRange((interval.High - interval.Low) / 2 / Math.Sqrt(2), 2.75, 2.7609);
    }

    [Fact]
    public void Without_any_spread_it_is_the_difference() => Assert.Equal(new Interval(-0.5, -0.5), Welch([0.25, 0.25], [0.75, 0.75]));

    [Fact]
    public void One_value_tells_nothing()
    {
        Assert.Null(Welch([1], [2, 3]));
        Assert.Null(Welch([2, 3], [1]));
    }

    [Fact]
    public void It_lies_about_the_difference_and_turns_with_it() => Gen.Select(Sample, Sample).Sample((first, second) =>
    {
        Interval one = Welch(first, second)!.Value, other = Welch(second, first)!.Value;
        return one.Low <= one.High && Math.Abs(one.Low + other.High) < 1e-9
            && Math.Abs(((one.Low + one.High) / 2) - (first.Average() - second.Average())) < 1e-9;
    });

    private static Interval? Welch(double[] first, double[] second) => WelchDifference.Interval(MeanEstimate.Of(first), MeanEstimate.Of(second), 0.95);
}

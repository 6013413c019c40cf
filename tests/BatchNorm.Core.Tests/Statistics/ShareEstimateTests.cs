using CsCheck;

namespace BatchNorm.Statistics;

public class ShareEstimateTests
{
    // Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_the_published_one(int count, int total, double low, double high)
    {
        Interval interval = new ShareEstimate(count, total).Interval(0.95);

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    [Fact]
    public void The_interval_stays_within_0_and_1_and_holds_the_share() => Shares().Sample((count, total, confidence) =>
    {
        var estimate = new ShareEstimate(count, total);
        Interval interval = estimate.Interval(confidence);
        return 0 <= interval.Low && interval.Low <= estimate.Share && estimate.Share <= interval.High && interval.High <= 1;
    });

    [Fact]
    public void Its_ends_are_the_shares_that_are_z_standard_errors_from_the_one_seen() => Shares().Sample((count, total, confidence) =>
    {
        var estimate = new ShareEstimate(count, total);
        Interval interval = estimate.Interval(confidence);
        double z = CriticalValue.Normal(confidence);
        return new[] { interval.Low, interval.High }.All(end =>
            end is 0 or 1 || Math.Abs(Math.Abs(estimate.Share - end) - (z * Math.Sqrt(end * (1 - end) / total))) < 1e-9);
    });

    [Fact]
    public void Failure_mirrors_success() => Shares().Sample((count, total, confidence) =>
    {
        Interval success = new ShareEstimate(count, total).Interval(confidence);
        Interval failure = new ShareEstimate(total - count, total).Interval(confidence);
        return Math.Abs(1 - success.High - failure.Low) < 1e-12 && Math.Abs(1 - success.Low - failure.High) < 1e-12;
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void What_is_no_share_is_refused(int count, int total) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShareEstimate(count, total));

    private static Gen<(int Count, int Total, double Confidence)> Shares() =>
        from total in Gen.Int[1, 200]
        from count in Gen.Int[0, total]
        from confidence in Gen.Double[0.5, 0.9999]
        select (count, total, confidence);
}

namespace BatchNorm.Statistics;

public class MedianEstimateTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(5, 0.95, 0, 0)] // both ends of five miss the median with 2/32 = 0.0625
    [InlineData(6, 0.95, 1, 6)] // 2/64 = 0.03125
    [InlineData(8, 0.95, 1, 8)] // 2 (1 + 8) / 256 = 0.0703 would be too much for the second
    [InlineData(9, 0.95, 2, 8)] // 2 (1 + 9) / 512 = 0.0391
    [InlineData(10, 0.95, 2, 9)] // 2 (1 + 10) / 1024 = 0.0215
    [InlineData(10, 0.99, 1, 10)]
    [InlineData(10, 0.85, 3, 8)] // 2 (1 + 10 + 45) / 1024 = 0.109
    [InlineData(1, 0.95, 0, 0)]
    public void The_interval_lies_between_two_of_the_numbers(int count, double confidence, int low, int high)
    {
        var median = MedianEstimate.Of([.. Enumerable.Range(1, count).Reverse().Select(i => Bracket.Of(i))]);

        Interval? interval = median.Interval(confidence);

        Assert.Equal(low == 0 ? null : new Interval(low, high), interval);
    }

    [Fact]
    public void The_median_is_the_middle_or_the_mean_of_the_two_in_the_middle()
    {
        Assert.Equal(Bracket.Of(2), MedianEstimate.Of([Bracket.Of(3), Bracket.Of(1), Bracket.Of(2)]).Median);
        Assert.Equal(Bracket.Of(2.5), MedianEstimate.Of([Bracket.Of(3), Bracket.Of(1), Bracket.Of(2), Bracket.Of(10)]).Median);
    }

    [Fact]
    public void What_is_not_known_widens_what_it_can_reach_and_nothing_else()
    {
        var median = MedianEstimate.Of([Bracket.Of(1), Bracket.Of(2), Bracket.Of(3), Bracket.AtLeast(2.5), new Bracket(0, 1.5), Bracket.Of(4)]);

        // least each can be: 0, 1, 2, 2.5, 3, 4; greatest: 1, 1.5, 2, 3, 4, infinity
        Assert.Equal(new Bracket(2.25, 2.5), median.Median);
        Assert.Equal(new Interval(0, Infinity), median.Interval(0.95));
        Assert.False(median.Median.IsKnown);
    }

    [Fact]
    public void Half_of_them_without_an_end_leave_the_median_without_one() =>
        Assert.Equal(new Bracket(5, Infinity), MedianEstimate.Of([Bracket.Of(4), Bracket.AtLeast(6)]).Median);

    [Fact]
    public void A_quotient_reaches_as_far_as_its_ends_can()
    {
        Assert.Equal(Bracket.Of(3), Bracket.Of(6).Over(Bracket.Of(2)));
        Assert.Equal(Bracket.AtLeast(3), Bracket.AtLeast(6).Over(Bracket.Of(2)));
        Assert.Equal(new Bracket(0, 3), Bracket.Of(6).Over(Bracket.AtLeast(2)));
        Assert.Equal(Bracket.AtLeast(3), Bracket.Of(6).Over(new Bracket(0, 2)));
        Assert.Equal(new Bracket(0, Infinity), Bracket.AtLeast(6).Over(Bracket.AtLeast(6)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Confidence_is_a_probability(double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianEstimate.Of([Bracket.Of(1)]).Interval(confidence));

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<ArgumentException>(() => MedianEstimate.Of([]));
}

using BatchNorm.Experiments;
using BatchNorm.Measurements;
using static BatchNorm.Measurements.MadeComparisons;

namespace BatchNorm.Claims;

public class ClaimTests
{
    /// <summary>
    /// Differences 0.15, 0.13, 0.11, 0.13: mean 0.13, squares 0.0008, s = sqrt(0.0008 / 3) = 0.016330, t(3) = 3.18245, half = 0.025985, so that
    /// the 95 % interval is 0.104015 to 0.155985.
    /// </summary>
    private static readonly BatchNormComparison[] Four =
    [
        Comparison(1, 0.80, 0.95, stepsWithout: null, stepsWith: 100),
        Comparison(2, 0.82, 0.95, stepsWithout: 400, stepsWith: 100),
        Comparison(3, 0.84, 0.95, stepsWithout: 300, stepsWith: 150),
        Comparison(4, 0.80, 0.93, stepsWithout: null, stepsWith: null),
    ];

    [Theory]
    [InlineData(null, true)]
    [InlineData(0.0, true)]
    [InlineData(0.104, true)]
    [InlineData(0.105, false)] // the mean of 0.13 is above it, the interval is not
    public void It_is_better_where_the_whole_interval_says_so(double? by, bool passed)
    {
        ClaimResult result = Test(new BetterClaim(by, 0.95), Four);

        Assert.Equal(passed, result.Passed);
        Assert.Equal(4, result.Count);
        Assert.Equal(0.13, result.Mean!.Value, 1e-12);
        Assert.Equal(0.104015, result.Low!.Value, 1e-6);
        Assert.Equal(0.155985, result.High!.Value, 1e-6);
    }

    [Fact]
    public void The_sentence_has_the_count_the_mean_and_the_interval_in_four_digits()
    {
        Assert.Equal(
            "Batch normalization is not shown to be better by at least 0.2: n = 4, mean difference in test accuracy 0.1300, 95 % interval 0.1040 to 0.1560.",
            Test(new BetterClaim(0.2, 0.95), Four).Sentence);
        Assert.Equal(
            "Batch normalization is better: n = 4, mean difference in test accuracy 0.1300, 95 % interval 0.1040 to 0.1560.",
            $"{Test(new BetterClaim(null, 0.95), Four)}");
    }

    [Fact]
    public void One_seed_shows_nothing_whatever_its_difference()
    {
        ClaimResult result = Test(new BetterClaim(null, 0.95), [Comparison(1, 0.1, 0.9)]);

        Assert.False(result.Passed);
        Assert.Equal((1, null, null, null), (result.Count, result.Low, result.High, result.ConfidenceLevel));
        Assert.Contains("one seed has none", result.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void No_difference_at_all_is_not_better()
    {
        Assert.False(Test(new BetterClaim(null, 0.95), [Comparison(1, 0.9, 0.9), Comparison(2, 0.9, 0.9)]).Passed);
        Assert.True(Test(new BetterClaim(0, 0.95), [Comparison(1, 0.9, 0.9), Comparison(2, 0.9, 0.9)]).Passed); // at or above what was given
    }

    [Theory]
    [InlineData(100, 0.5, true)] // two of four
    [InlineData(99, 0.5, false)]
    [InlineData(150, 0.75, true)]
    [InlineData(150, 1, false)] // the fourth never does
    public void It_is_reached_within_so_many_steps_where_enough_runs_do(int steps, double share, bool passed)
    {
        Assert.Equal(passed, Test(new ReachClaim(0.9, steps, share, WithBatchNorm: true, 0.95), Four).Passed);
    }

    [Fact]
    public void What_is_not_known_is_neither_passed_nor_failed()
    {
        // no samples, and steps to 0.9 only
        var exception = Assert.Throws<UntestableClaimException>(() => Test(new ReachClaim(0.8, 1000, 0, WithBatchNorm: true, 0.95), [.. Four.Select(Row)]));

        Assert.True(Test(new ReachClaim(0.9, 150, 0.75, WithBatchNorm: true, 0.95), [.. Four.Select(Row)]).Passed);
        Assert.Contains("Without their samples", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_successes_is_told_with_Wilsons_interval()
    {
        ClaimResult result = Test(new SuccessClaim(0.95, 0.75, WithBatchNorm: true, 0.95), Four);

        // p = 3/4, z = 1.959964, z^2 = 3.841459: centre (0.75 + 0.480182) / 1.960365 = 0.627528, half 1.959964 sqrt(0.046875 + 0.060023) / 1.960365 = 0.326886.
        Assert.True(result.Passed);
        Assert.Equal(0.75, result.Mean);
        Assert.Equal(0.300642, result.Low!.Value, 1e-6);
        Assert.Equal(0.954413, result.High!.Value, 1e-6);
        Assert.Equal(
            "3 of 4 runs with batch normalization have a test accuracy of 0.95 or more, and a share of 0.7500 is to: n = 4, share 0.7500, 95 % interval 0.3006 to 0.9544.",
            result.Sentence);
        Assert.False(Test(new SuccessClaim(0.95, 0.8, WithBatchNorm: true, 0.95), Four).Passed);
        Assert.False(Test(new SuccessClaim(0.9, 0.1, WithBatchNorm: false, 0.95), Four).Passed);
    }

    [Fact]
    public void What_diverged_is_no_success()
    {
        BatchNormComparison diverged = Four[0] with { WithBatchNorm = Four[0].WithBatchNorm with { Diverged = true } };

        Assert.Equal(0.75, Test(new SuccessClaim(0.9, 1, WithBatchNorm: true, 0.95), [diverged, .. Four[1..]]).Mean);
    }

    [Fact]
    public void The_same_seed_twice_counts_once()
    {
        Assert.Equal(4, Test(new SuccessClaim(0.9, 1, WithBatchNorm: true, 0.95), [.. Four, Four[0]]).Count);
    }

    private static ClaimResult Test(Claim claim, IReadOnlyList<BatchNormComparison> comparisons) =>
        claim.Test(Assert.Single(ComparisonGroup.Partition(comparisons)));
}

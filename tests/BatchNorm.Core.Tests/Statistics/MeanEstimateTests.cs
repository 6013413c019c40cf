using CsCheck;

namespace BatchNorm.Statistics;

public class MeanEstimateTests
{
    private static readonly Gen<double[]> Samples = Gen.Double[0, 1].Array[2, 30];

    [Fact]
    public void The_interval_is_the_one_worked_by_hand()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, s = sqrt(32 / 7) = 2.13809, t(7) = 2.36462, half = t s / sqrt(8) = 1.78748.
        MeanEstimate estimate = MeanEstimate.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(8, estimate.Count);
        Assert.Equal(5, estimate.Mean, 1e-12);
        Assert.Equal(2.13809, estimate.StandardDeviation!.Value, 0.00001);
        Assert.Equal(5 - 1.78748, estimate.Interval(0.95)!.Value.Low, 0.00001);
        Assert.Equal(5 + 1.78748, estimate.Interval(0.95)!.Value.High, 0.00001);
    }

    [Fact]
    public void One_value_has_a_mean_and_no_spread()
    {
        MeanEstimate estimate = MeanEstimate.Of([0.9]);

        Assert.Equal(0.9, estimate.Mean);
        Assert.Null(estimate.StandardDeviation);
        Assert.Null(estimate.Interval(0.95));
    }

    [Fact]
    public void Equal_values_have_exactly_no_spread() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[2, 30]).Sample((value, count) =>
        {
            MeanEstimate estimate = MeanEstimate.Of(Enumerable.Repeat(value, count));
            return estimate.Mean == value && estimate.StandardDeviation == 0 && estimate.Interval(0.95) == new Interval(value, value);
        });

    [Fact]
    public void The_interval_lies_around_the_mean_and_grows_with_the_confidence() => Samples.Sample(values =>
    {
        MeanEstimate estimate = MeanEstimate.Of(values);
        Interval narrow = estimate.Interval(0.9)!.Value;
        Interval wide = estimate.Interval(0.99)!.Value;
        return wide.Low <= narrow.Low && narrow.Low <= estimate.Mean && estimate.Mean <= narrow.High && narrow.High <= wide.High;
    });

    [Fact]
    public void The_order_of_the_values_does_not_matter_and_a_shift_moves_only_the_mean() => Samples.Sample(values =>
    {
        MeanEstimate estimate = MeanEstimate.Of(values);
        MeanEstimate shifted = MeanEstimate.Of(values.Reverse().Select(value => value + 1000));
        return Math.Abs(shifted.Mean - estimate.Mean - 1000) < 1e-9
            && Math.Abs(shifted.StandardDeviation!.Value - estimate.StandardDeviation!.Value) < 1e-9;
    });

    [Fact]
    public void Intervals_of_normal_samples_hold_the_true_mean_as_often_as_they_say()
    {
        const int samples = 4000;
        var random = new Randomness.RandomSource(20260131, Randomness.RandomPurpose.InitialWeights);

        int holding = Enumerable.Range(0, samples).Count(_ =>
        {
            Interval interval = MeanEstimate.Of([.. Enumerable.Range(0, 5).Select(_ => random.NextNormal())]).Interval(0.95)!.Value;
            return interval.Low <= 0 && 0 <= interval.High;
        });

        Assert.Equal(0.95, holding / (double)samples, 4 * Math.Sqrt(0.95 * 0.05 / samples));
    }

    [Fact]
    public void No_values_and_values_that_are_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MeanEstimate.Of([]));
        Assert.Throws<ArgumentException>(() => MeanEstimate.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => MeanEstimate.Of([double.PositiveInfinity]));
    }
}

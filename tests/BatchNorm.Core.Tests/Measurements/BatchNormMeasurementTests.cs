using BatchNorm.Experiments;
using BatchNorm.Statistics;
using CsCheck;
using static BatchNorm.Measurements.MadeComparisons;

namespace BatchNorm.Measurements;

public class BatchNormMeasurementTests
{
    /// <summary>Without: 0.80, 0.82, 0.90, 0.92; with: 0.95, 0.95, 0.95, 0.93; differences 0.15, 0.13, 0.05, 0.01.</summary>
    private static readonly BatchNormComparison[] Four =
    [
        Comparison(1, 0.80, 0.95, stepsWithout: null, stepsWith: 100),
        Comparison(2, 0.82, 0.95, stepsWithout: 400, stepsWith: 100),
        Comparison(3, 0.90, 0.95, stepsWithout: 300, stepsWith: 150),
        Comparison(4, 0.92, 0.93, stepsWithout: null, stepsWith: null),
    ];

    [Fact]
    public void The_means_and_their_intervals_are_the_ones_worked_by_hand()
    {
        BatchNormMeasurement measurement = Measure(Four);

        // Mean 0.86, squares 0.0036 + 0.0016 + 0.0016 + 0.0036 = 0.0104, s = sqrt(0.0104 / 3) = 0.058878, t(3) = 3.18245, half = 0.093688.
        Assert.Equal(4, measurement.Count);
        Assert.Equal("1..4", measurement.Seeds);
        Assert.Equal(0.86, measurement.MeanWithout, 1e-12);
        Assert.Equal(0.058878, measurement.StandardDeviationWithout!.Value, 1e-6);
        Assert.Equal(0.766312, measurement.MeanLowWithout!.Value, 1e-6);
        Assert.Equal(0.953688, measurement.MeanHighWithout!.Value, 1e-6);

        // Mean 0.945, s = 0.01, half = 3.18245 x 0.01 / 2.
        Assert.Equal(0.945, measurement.MeanWith, 1e-12);
        Assert.Equal(0.01, measurement.StandardDeviationWith!.Value, 1e-12);
        Assert.Equal(0.929088, measurement.MeanLowWith!.Value, 1e-6);
        Assert.Equal(0.960912, measurement.MeanHighWith!.Value, 1e-6);
    }

    [Fact]
    public void Of_two_seeds_intervals_end_where_accuracies_do()
    {
        // Mean 0.615 and s = 0.167: t(1) = 12.706 gives -0.88 to 2.11, and of the difference -1.31 to 1.68.
        BatchNormMeasurement measurement = Measure([Comparison(1, 0.497, 0.8), Comparison(2, 0.733, 0.8)]);

        Assert.Equal((0.0, 1.0), (measurement.MeanLowWithout, measurement.MeanHighWithout));
        Assert.Equal((-1.0, 1.0), (measurement.DifferenceLow, measurement.DifferenceHigh));
        Assert.Equal(0.8, measurement.MeanLowWith); // no spread, nothing to cut
        Assert.Equal((-1.0, 1.0), Ends(Measure([Comparison(1, 1, 0), Comparison(2, 0, 1)])));

        static (double?, double?) Ends(BatchNormMeasurement measurement) => (measurement.DifferenceLow, measurement.DifferenceHigh);
    }

    [Theory]
    [InlineData(4, true)] // 2 / 2^4 = 0.125
    [InlineData(5, true)] // 0.0625
    [InlineData(6, false)] // 0.03125, which is small
    public void The_least_p_that_few_pairs_can_give_speaks_of_their_number(int pairs, bool speaksOfNumber)
    {
        BatchNormMeasurement measurement = Measure(Enumerable.Range(1, pairs).Select(seed => Comparison(seed, 0.8, 0.9 + (seed / 1000.0))));

        Assert.Equal(2 / Math.Pow(2, pairs), measurement.WilcoxonP);
        Assert.Equal(speaksOfNumber, measurement.HasTooFewPairsForP());
    }

    [Fact]
    public void A_p_that_more_alike_pairs_would_lower_speaks_of_the_pairs()
    {
        Assert.False(Measure([Comparison(1, 0.8, 0.9), Comparison(2, 0.8, 0.91), Comparison(3, 0.8, 0.79)]).HasTooFewPairsForP());
        Assert.False(Measure([Comparison(1, 0.8, 0.9)]).HasTooFewPairsForP());
    }

    [Fact]
    public void The_difference_is_of_the_pairs_not_of_the_means()
    {
        BatchNormMeasurement measurement = Measure(Four);

        // Mean 0.085, squares 0.0131, s = sqrt(0.0131 / 3) = 0.066081, half = 3.18245 x s / 2 = 0.105149. All of one sign: p = 2 / 2^4.
        Assert.Equal(0.085, measurement.Difference, 1e-12);
        Assert.Equal(-0.020149, measurement.DifferenceLow!.Value, 1e-6);
        Assert.Equal(0.190149, measurement.DifferenceHigh!.Value, 1e-6);
        Assert.Equal(0.125, measurement.WilcoxonP);
    }

    [Fact]
    public void A_run_at_the_threshold_is_a_success()
    {
        BatchNormMeasurement measurement = Measure(Four, new MeasurementSettings { Threshold = 0.9 });

        Interval half = new ShareEstimate(2, 4).Interval(0.95);
        Assert.Equal(0.5, measurement.SuccessRateWithout);
        Assert.Equal(half.Low, measurement.SuccessRateLowWithout);
        Assert.Equal(half.High, measurement.SuccessRateHighWithout);
        Assert.Equal(1, measurement.SuccessRateWith);
        Assert.Equal(1, measurement.SuccessRateHighWith);
        Assert.Equal(0.75, Measure(Four, new MeasurementSettings { Threshold = 0.94 }).SuccessRateWith);
    }

    [Fact]
    public void Steps_not_reached_count_as_more_than_any_number()
    {
        BatchNormMeasurement measurement = Measure(Four);

        Assert.Null(measurement.MedianStepsWithout); // 300, 400, never, never
        Assert.Equal(2, measurement.ReachedCountWithout);
        Assert.Equal(125, measurement.MedianStepsWith); // 100, 100, 150, never
        Assert.Equal(3, measurement.ReachedCountWith);
    }

    [Fact]
    public void Steps_can_be_counted_to_any_accuracy()
    {
        BatchNormMeasurement low = Measure(Four, new MeasurementSettings { Accuracy = 0.4 });
        BatchNormMeasurement high = Measure(Four, new MeasurementSettings { Accuracy = 0.93 });

        Assert.Equal((0, 4), (low.MedianStepsWith, low.ReachedCountWith));
        Assert.Equal((null, 0), (high.MedianStepsWith, high.ReachedCountWith));
    }

    [Fact]
    public void Diverged_runs_are_counted_on_their_side()
    {
        BatchNormComparison diverged = Four[0] with { WithoutBatchNorm = Four[0].WithoutBatchNorm with { Diverged = true } };

        BatchNormMeasurement measurement = Measure([diverged, .. Four[1..]]);

        Assert.Equal((1, 0), (measurement.DivergedCountWithout, measurement.DivergedCountWith));
    }

    [Fact]
    public void The_confidence_level_widens_every_interval()
    {
        BatchNormMeasurement narrow = Measure(Four, new MeasurementSettings { ConfidenceLevel = 0.9 });
        BatchNormMeasurement wide = Measure(Four, new MeasurementSettings { ConfidenceLevel = 0.99 });

        Assert.True(wide.MeanLowWithout < narrow.MeanLowWithout && wide.MeanHighWith > narrow.MeanHighWith);
        Assert.True(wide.SuccessRateLowWithout < narrow.SuccessRateLowWithout && wide.SuccessRateLowWith < narrow.SuccessRateLowWith);
        Assert.True(wide.DifferenceLow < narrow.DifferenceLow && wide.DifferenceHigh > narrow.DifferenceHigh);
        Assert.Equal(narrow.WilcoxonP, wide.WilcoxonP);
    }

    [Fact]
    public void One_seed_has_no_interval_and_no_test()
    {
        BatchNormMeasurement measurement = Measure([Four[1]]);

        Assert.Equal((1, "2", 0.82, 0.95), (measurement.Count, measurement.Seeds, measurement.MeanWithout, measurement.MeanWith));
        Assert.Equal(0.13, measurement.Difference, 1e-12);
        Assert.All(
            new[]
            {
                measurement.StandardDeviationWithout, measurement.MeanLowWithout, measurement.MeanHighWithout,
                measurement.SuccessRateLowWithout, measurement.SuccessRateHighWithout,
                measurement.StandardDeviationWith, measurement.MeanLowWith, measurement.MeanHighWith,
                measurement.SuccessRateLowWith, measurement.SuccessRateHighWith,
                measurement.DifferenceLow, measurement.DifferenceHigh, measurement.WilcoxonP,
            },
            value => Assert.Null(value));
    }

    [Fact]
    public void Equal_differences_are_ties_whatever_their_last_bits()
    {
        // As doubles 0.4 - 0.3 is more than 0.9 - 0.8. Were it ranked so, p would be 0.75; with three ties no outcome is nearer the mean.
        Assert.NotEqual(0.9 - 0.8, 0.4 - 0.3);
        Assert.Equal(1, Measure([Comparison(1, 0.8, 0.9), Comparison(2, 0.3, 0.4), Comparison(3, 0.9, 0.8)]).WilcoxonP);
    }

    [Fact]
    public void Rows_of_a_table_still_know_their_steps_to_90_percent_and_no_others()
    {
        BatchNormComparison[] rows = [.. Four.Select(Row)];

        BatchNormMeasurement to90 = Measure(rows);
        BatchNormMeasurement to92 = Measure(rows, new MeasurementSettings { Accuracy = 0.92 });

        Assert.Equal(Measure(Four) with { DivergedCountWithout = null, DivergedCountWith = null }, to90);
        Assert.Equal((null, null), (to92.MedianStepsWith, to92.ReachedCountWith));
        Assert.Equal(to90.MeanWith, to92.MeanWith);
    }

    [Fact]
    public void The_order_of_the_comparisons_does_not_matter() =>
        Gen.Shuffle(Four).Sample(shuffled => Measure(shuffled) == Measure(Four));
}

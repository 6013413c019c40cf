using BatchNorm.Experiments;

namespace BatchNorm.Measurements;

public class GroupMeasurementTests
{
    private static readonly Grouping ByActivation = new(["Activation"]);

    [Fact]
    public void Each_seed_is_averaged_over_the_settings_that_are_not_grouped_by()
    {
        BatchNormComparison[] comparisons =
        [
            .. Seeds(0.01, [0.80, 0.82, 0.90, 0.92], [0.95, 0.95, 0.95, 0.93]),
            .. Seeds(0.1, [0.90, 0.90, 0.90, 0.90], [0.90, 0.90, 0.90, 0.90]),
        ];

        GroupMeasurement measured = Measure(comparisons);

        // Differences 0.15, 0.13, 0.05, 0.01 at one rate and 0 at the other: half of those of BatchNormMeasurementTests, of 4 seeds.
        Assert.Equal(("ReLU", "learning rate 0.01, 0.1", 2, 4, "1..4"), (measured.Group, measured.Pooled, measured.PooledCount, measured.Count, measured.Seeds));
        Assert.Equal(0.88, measured.MeanWithout, 1e-12);
        Assert.Equal(0.9225, measured.MeanWith, 1e-12);
        Assert.Equal(0.0425, measured.Difference, 1e-12);
        Assert.Equal(-0.020149 / 2, measured.DifferenceLow!.Value, 1e-6);
        Assert.Equal(0.190149 / 2, measured.DifferenceHigh!.Value, 1e-6);
        Assert.Equal(0.125, measured.WilcoxonP);
        Assert.Equal((6 / 8.0, 1.0), (measured.SuccessRateWithout, measured.SuccessRateWith));
        Assert.True(measured.HasTooFewSeedsForP());
    }

    [Fact]
    public void Where_nothing_else_varies_it_is_what_repeats_show()
    {
        BatchNormComparison[] comparisons = [.. Seeds(0.01, [0.80, 0.82, 0.90], [0.95, 0.95, 0.93])];
        BatchNormMeasurement repeats = MadeComparisons.Measure(comparisons);

        GroupMeasurement measured = Measure(comparisons);

        Assert.Equal(("", 1), (measured.Pooled, measured.PooledCount));
        Assert.Equal((repeats.Difference, repeats.DifferenceLow, repeats.WilcoxonP), (measured.Difference, measured.DifferenceLow, measured.WilcoxonP));
        Assert.Equal((repeats.MeanLowWithout, repeats.MeanHighWith), (measured.MeanLowWithout, measured.MeanHighWith));
    }

    [Fact]
    public void Seeds_without_every_combination_are_left_out()
    {
        GroupMeasurement measured = Measure([.. Seeds(0.01, [0.8, 0.8, 0.8], [0.9, 0.9, 0.9]), .. Seeds(0.1, [0.8, 0.8], [0.9, 0.9])]);

        Assert.Equal((2, "1,2", 2), (measured.Count, measured.Seeds, measured.LeftOutCount));
    }

    [Fact]
    public void What_only_batch_normalization_has_is_matched_by_the_comparison()
    {
        BatchNormComparison[] usual = [.. Seeds(0.01, [0.8, 0.8], [0.90, 0.92])];
        BatchNormComparison[] other = [.. usual.Select(one => one with { Epsilon = 0.1, TestAccuracyWith = 0.7, WithBatchNorm = one.WithBatchNorm with { Epsilon = 0.1, TestAccuracy = 0.7 } })];

        GroupMeasurement measured = Measure([.. usual, .. other]);

        Assert.Equal(("epsilon 0.001, 0.1", 2, 2), (measured.Pooled, measured.PooledCount, measured.Count));
        Assert.Equal(0.005, measured.Difference, 1e-12);
    }

    [Fact]
    public void P_is_corrected_for_all_groups_together()
    {
        GroupMeasurement[] two = [Measure([.. Seeds(0.01, [0.80, 0.82, 0.90], [0.95, 0.95, 0.93])]), Measure([.. Seeds(0.01, [0.1], [0.2])])];
        GroupMeasurement[] three = [.. two, two[0]];

        Assert.Equal([0.5, null, 0.5], GroupMeasurement.Corrected(three).Select(one => one.HolmP)); // 2 / 2^3, twice
        Assert.All(GroupMeasurement.Corrected(three), one => Assert.Equal(2, one.FamilySize));
    }

    [Fact]
    public void Both_sides_are_in_every_group_and_seeds_are_none()
    {
        Assert.Throws<ArgumentException>(() => GroupMeasurement.Partition([], new Grouping(["UseBatchNorm"])));
        Assert.Throws<ArgumentException>(() => GroupMeasurement.Partition([], new Grouping(["Seed"])));
        Assert.Throws<ArgumentException>(() => new Grouping(["Colour"]));
    }

    private static IEnumerable<BatchNormComparison> Seeds(double rate, double[] without, double[] with) => without.Zip(with).Select((pair, i) =>
    {
        BatchNormComparison made = MadeComparisons.Comparison(i + 1, pair.First, pair.Second);
        return BatchNormComparison.Of(made.WithoutBatchNorm with { LearningRate = rate }, made.WithBatchNorm with { LearningRate = rate });
    });

    private static GroupMeasurement Measure(IEnumerable<BatchNormComparison> comparisons) =>
        GroupMeasurement.Of(Assert.Single(GroupMeasurement.Partition(comparisons, ByActivation)), ByActivation, new MeasurementSettings());
}

using BatchNorm.Experiments;
using BatchNorm.Settings;
using static BatchNorm.Measurements.MadeComparisons;

namespace BatchNorm.Measurements;

public class ComparisonGroupTests
{
    [Fact]
    public void Groups_come_in_the_order_of_their_first_comparison()
    {
        BatchNormComparison[] sigmoid = [.. Enumerable.Range(1, 2).Select(seed => Comparison(seed) with { Activation = Activation.Sigmoid })];

        IReadOnlyList<ComparisonGroup> groups = ComparisonGroup.Partition([sigmoid[0], Comparison(1), Comparison(2), sigmoid[1]]);

        Assert.Equal([Activation.Sigmoid, Activation.ReLU], groups.Select(group => group.Settings.Activation));
        Assert.All(groups, group => Assert.Equal(2, BatchNormMeasurement.Of(group, new MeasurementSettings()).Count));
    }

    [Fact]
    public void Different_data_in_one_group_is_refused_by_name()
    {
        BatchNormComparison[] mixed = [Comparison(1), Comparison(2) with { Dataset = "Mnist", DatasetHash = "hash of Mnist" }, Comparison(3)];

        var exception = Assert.Throws<MixedDatasetsException>(() => Measure(mixed));

        Assert.Equal(["Made", "Mnist"], exception.Datasets);
        Assert.Contains("Made, Mnist", exception.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate 0.01", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_data_of_one_name_is_refused_and_told_apart()
    {
        BatchNormComparison[] mixed = [Of(1, 'a'), Of(2, 'b')];

        var exception = Assert.Throws<MixedDatasetsException>(() => Measure(mixed));

        Assert.Contains("(Idx: raw (aaaaaaaa), Idx: raw (bbbbbbbb))", exception.Message, StringComparison.Ordinal);

        static BatchNormComparison Of(int seed, char digit) => Comparison(seed) with { Dataset = "Idx: raw", DatasetHash = new string(digit, 64) };
    }

    [Fact]
    public void The_same_data_under_two_names_is_measured() =>
        Assert.Equal(2, Measure([Comparison(1), Comparison(2) with { Dataset = "Idx: copy" }]).Count);

    [Fact]
    public void The_same_run_twice_is_counted_once()
    {
        BatchNormComparison[] twice = [Comparison(1), Comparison(2), Comparison(2) with { }, Comparison(1)];

        Assert.Equal([1, 2], Assert.Single(ComparisonGroup.Partition(twice)).RepeatedSeeds);
        Assert.Equal(Measure([Comparison(1), Comparison(2)]), Measure(twice));
    }

    [Fact]
    public void Of_repeats_the_one_with_its_runs_is_taken()
    {
        BatchNormMeasurement measurement = Measure([Row(Comparison(1)), Comparison(1)], new MeasurementSettings { Accuracy = 0.92 });

        Assert.Equal(100, measurement.MedianStepsWith);
    }

    [Fact]
    public void A_seed_with_different_results_is_refused()
    {
        AssertConflict(Comparison(3), Comparison(3, with: 0.951));
        AssertConflict(Comparison(3), Comparison(3, without: 0.801));
        AssertConflict(Comparison(3), Comparison(3, stepsWith: 150));
        AssertConflict(Row(Comparison(3)), Comparison(3, stepsWith: 150));

        static void AssertConflict(params BatchNormComparison[] comparisons) =>
            Assert.Equal(3, Assert.Throws<ConflictingRepeatsException>(() => Measure([Comparison(1), .. comparisons])).Seed);
    }

    [Fact]
    public void A_curve_that_differs_on_its_way_is_a_different_result()
    {
        BatchNormComparison one = Comparison(1);
        var samples = one.WithBatchNorm.Samples.Select(sample => sample with { Accuracy = sample.Accuracy + 0.01 });
        BatchNormComparison other = one with { WithBatchNorm = one.WithBatchNorm with { Samples = [.. samples] } };

        Assert.Throws<ConflictingRepeatsException>(() => Measure([one, other]));
    }

    [Fact]
    public void Runs_that_ended_with_other_parameters_are_a_different_result_whatever_can_be_seen()
    {
        BatchNormComparison one = Comparison(1) with { FinalParametersHashWith = "a", FinalParametersHashWithout = "b" };

        Assert.Equal(1, Measure([one, one with { VectorWidth = 256 }]).Count);
        Assert.Equal(1, Measure([one, Row(one) with { FinalParametersHashWith = "" }]).Count); // as far as can be seen
        Assert.Throws<ConflictingRepeatsException>(() => Measure([one, one with { FinalParametersHashWith = "c" }]));
        Assert.Throws<ConflictingRepeatsException>(() => Measure([one, one with { FinalParametersHashWithout = "c" }]));
    }

    [Theory]
    [InlineData(512, 128, true)]
    [InlineData(512, 256, false)]
    [InlineData(256, 256, false)]
    [InlineData(256, null, false)]
    public void Results_that_differ_as_the_vectors_do_say_so(int one, int? other, bool isTold)
    {
        var exception = Assert.Throws<ConflictingRepeatsException>(() =>
            Measure([Comparison(3) with { VectorWidth = one }, Comparison(3, with: 0.951) with { VectorWidth = other }]));

        Assert.Equal(
            isTold,
            exception.Message.EndsWith(
                ". They were computed with vectors of 128 and of 512 bits, and processors of 128 bits may round differently: compare on one kind of processor.",
                StringComparison.Ordinal));
    }

    [Fact]
    public void How_long_a_run_took_is_no_result()
    {
        BatchNormComparison one = Comparison(1);
        BatchNormComparison slower = one with { WithBatchNorm = one.WithBatchNorm with { Duration = TimeSpan.FromHours(1) } };

        Assert.Equal(1, Measure([one, slower]).Count);
    }

    [Fact]
    public void Runs_that_did_not_start_alike_are_told_apart_from_pairs()
    {
        BatchNormComparison pair = Comparison(1);
        BatchNormComparison noPair = BatchNormComparison.Of(
            Comparison(2).WithoutBatchNorm, Comparison(2).WithBatchNorm with { InitialWeightsHash = "others" });

        Assert.Equal([2], Assert.Single(ComparisonGroup.Partition([pair, noPair])).UnpairedSeeds);
    }
}

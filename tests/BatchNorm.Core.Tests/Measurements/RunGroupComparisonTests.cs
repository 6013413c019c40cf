using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;
using static BatchNorm.Measurements.GroupedRuns;

namespace BatchNorm.Measurements;

public class RunGroupComparisonTests
{
    private static readonly double[] Lower = [0.80, 0.82, 0.90, 0.92], Higher = [0.95, 0.95, 0.95, 0.93];

    [Fact]
    public void Seeds_that_both_groups_have_are_pairs()
    {
        RunGroupComparison compared = Assert.Single(Compared([.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, Higher)]));

        // Differences 0.15, 0.13, 0.05, 0.01: mean 0.085, s = 0.066081, t(3) = 3.18245, half = 0.105149. All of one sign: p = 2 / 2^4.
        Assert.Equal(("Tanh", "ReLU"), (compared.Group, compared.Reference));
        Assert.True(compared.IsPaired);
        Assert.Equal((4, "1..4", 1, 0), (compared.Count, compared.Seeds, compared.PooledCount, compared.LeftOutCount));
        Assert.Equal(0.86, compared.ReferenceMean, 1e-12);
        Assert.Equal(0.945, compared.Mean, 1e-12);
        Assert.Equal(0.085, compared.Difference, 1e-12);
        Assert.Equal(-0.020149, compared.DifferenceLow!.Value, 1e-6);
        Assert.Equal(0.190149, compared.DifferenceHigh!.Value, 1e-6);
        Assert.Equal((RankTest.WilcoxonSignedRank, 0.125, 0.125, 1), (compared.Test, compared.P, compared.HolmP, compared.FamilySize));
        Assert.True(compared.HasTooFewSeedsForP());
    }

    [Fact]
    public void Groups_without_a_common_seed_are_two_samples()
    {
        RunGroupComparison compared = Assert.Single(Compared([.. Runs(Activation.ReLU, [0.1, 0.2, 0.3]), .. Runs(Activation.Tanh, [0.5, 0.6, 0.7], firstSeed: 11)]));

        // Welch: v = 0.01 / 3 each, 4 degrees of freedom, half = 2.776445 sqrt(0.02 / 3) = 0.226696. Mann and Whitney: 2 of 20 ways to choose.
        Assert.False(compared.IsPaired);
        Assert.Equal(("11..13", "1..3"), (compared.Seeds, compared.ReferenceSeeds));
        Assert.Equal(0.4 - 0.226696, compared.DifferenceLow!.Value, 1e-6);
        Assert.Equal(0.4 + 0.226696, compared.DifferenceHigh!.Value, 1e-6);
        Assert.Equal(RankTest.MannWhitney, compared.Test);
        Assert.Equal(0.1, compared.P!.Value, 1e-12);
        Assert.True(compared.HasTooFewSeedsForP());
    }

    [Fact]
    public void A_seed_at_several_rates_is_one_observation()
    {
        RunGroupComparison compared = Assert.Single(Compared(
        [
            .. Runs(Activation.ReLU, Lower), .. Runs(Activation.ReLU, [0.90, 0.90, 0.90, 0.90], rate: 0.1),
            .. Runs(Activation.Tanh, Higher), .. Runs(Activation.Tanh, [0.90, 0.90, 0.90, 0.90], rate: 0.1),
        ]));

        Assert.Equal((4, 2), (compared.Count, compared.PooledCount)); // and not 8 pairs, which would make p 2 / 2^8
        Assert.Equal(0.0425, compared.Difference, 1e-12); // the mean of 0.085 and 0
        Assert.Equal(0.125, compared.P);
    }

    [Fact]
    public void A_seed_that_lacks_a_combination_is_left_out()
    {
        RunGroupComparison compared = Assert.Single(Compared(
        [
            .. Runs(Activation.ReLU, Lower), .. Runs(Activation.ReLU, Lower, rate: 0.1),
            .. Runs(Activation.Tanh, Higher), .. Runs(Activation.Tanh, Higher[..3], rate: 0.1), Run(Activation.Tanh, 1, 0.5, rate: 1),
        ]));

        Assert.Equal((3, "1..3", 2), (compared.Count, compared.Seeds, compared.PooledCount));
        Assert.Equal(4, compared.LeftOutCount); // both ReLU runs of seed 4, its Tanh run, and the one at a rate of 1
    }

    [Fact]
    public void Groups_that_differ_in_more_than_asked_for_are_not_compared()
    {
        TrainingRun[] runs = [.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, Higher, rate: 0.1)];

        var exception = Assert.Throws<IncomparableGroupsException>(() => Compared(runs));
        Assert.Contains("LearningRate", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Tanh, rate 0.1", Assert.Single(Compared(runs, "Activation", "LearningRate")).Group);
    }

    [Fact]
    public void What_is_usual_for_each_is_no_difference()
    {
        TrainingRun[] runs = [.. Runs(Activation.ReLU, Lower), .. Runs(Activation.ReLU, Higher).Select(run => run with { Optimizer = OptimizerKind.Adam, Momentum = 0.9 })];

        Assert.Equal("Adam", Assert.Single(Compared(runs, "Optimizer")).Group);
    }

    [Fact]
    public void Runs_of_comparisons_are_compared_by_batch_normalization_whatever_its_settings()
    {
        BatchNormComparison[] comparisons =
            [.. Enumerable.Range(1, 4).Select(seed => MadeComparisons.Comparison(seed, Lower[seed - 1], Higher[seed - 1]) with { Epsilon = 0.1 })];

        RunGroupComparison live = Assert.Single(Compared(comparisons.SelectMany(ComparedRuns.Of), "UseBatchNorm"));
        RunGroupComparison rows = Assert.Single(Compared(comparisons.Select(MadeComparisons.Row).SelectMany(ComparedRuns.Of), "UseBatchNorm"));

        Assert.Equal(("with", "without", 4, 0.085), (live.Group, live.Reference, live.Count, Math.Round(live.Difference, 9)));
        Assert.Equal((live.Difference, live.P), (rows.Difference, rows.P));
        Assert.Equal((0, null), (live.DivergedCount, rows.DivergedCount));
    }

    [Fact]
    public void All_pairs_of_groups_are_one_family()
    {
        IReadOnlyList<RunGroupComparison> compared = Compared(
            [.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, Higher), .. Runs(Activation.Sigmoid, [0.5, 0.6, 0.7, 0.8])]);

        Assert.Equal(["Tanh/ReLU", "Sigmoid/ReLU", "Sigmoid/Tanh"], compared.Select(one => $"{one.Group}/{one.Reference}"));
        Assert.All(compared, one => Assert.Equal((3, 0.375), (one.FamilySize, Math.Round(one.HolmP!.Value, 12)))); // each p is 0.125
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("ReLU")]
    public void A_reference_is_held_against_all_others(string reference)
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Partition(
            [.. Runs(Activation.Tanh, Higher), .. Runs(Activation.ReLU, Lower), .. Runs(Activation.Sigmoid, Lower)], new Grouping(["Activation"]));

        Assert.Equal(["Tanh/ReLU", "Sigmoid/ReLU"], RunGroup.Pairs(groups, reference).Select(pair => $"{pair.Group}/{pair.Reference}"));
        Assert.Contains("There is no group 'GELU'. There are Tanh; ReLU; Sigmoid.", Assert.Throws<ArgumentException>(() => RunGroup.Pairs(groups, "GELU")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_is_called_by_its_values_too()
    {
        IReadOnlyList<RunGroup> groups = RunGroup.Partition(
            [.. Runs(Activation.Tanh, Higher), .. Runs(Activation.Tanh, Lower, rate: 0.1)], new Grouping(["Activation", "LearningRate"]));

        Assert.Equal("Tanh, rate 0.1", Assert.Single(RunGroup.Pairs(groups, "tanh, 0.01")).Group.Name);
    }

    [Fact]
    public void One_group_and_too_many_are_refused_in_a_sentence()
    {
        TrainingRun[] many = [.. Enumerable.Range(1, 101).Select(i => Run(Activation.ReLU, 1, 0.5, rate: i))];

        Assert.Contains("All runs are of one group (ReLU)", Assert.Throws<ArgumentException>(() => Compared(Runs(Activation.ReLU, Lower))).Message, StringComparison.Ordinal);
        Assert.Contains("101 groups are too many", Assert.Throws<ArgumentException>(() => Compared(many, "LearningRate")).Message, StringComparison.Ordinal);
        Assert.Equal(100, RunGroup.Pairs(RunGroup.Partition(many, new Grouping(["LearningRate"])), "1").Count);
    }

    [Fact]
    public void Seeds_are_no_groups() =>
        Assert.Contains("repeated over seeds", Assert.Throws<ArgumentException>(() => Compared(Runs(Activation.ReLU, Lower), "Seed")).Message, StringComparison.Ordinal);

    [Fact]
    public void One_seed_has_a_difference_and_no_more()
    {
        RunGroupComparison compared = Assert.Single(Compared([Run(Activation.ReLU, 1, 0.8), Run(Activation.Tanh, 1, 0.9)]));

        Assert.Equal(0.1, compared.Difference, 1e-12);
        Assert.Equal((1, null, null, null, 0), (compared.Count, compared.DifferenceLow, compared.P, compared.HolmP, compared.FamilySize));
    }

    [Fact]
    public void Without_any_spread_the_interval_is_the_difference()
    {
        RunGroupComparison compared = Assert.Single(Compared([.. Runs(Activation.ReLU, [0.1, 0.1, 0.1]), .. Runs(Activation.Tanh, [0.1, 0.1, 0.1])]));

        Assert.Equal((0.0, 0.0, 0.0, 1.0), (compared.Difference, compared.DifferenceLow, compared.DifferenceHigh, compared.P));
    }

    [Fact]
    public void Accuracies_that_are_no_numbers_are_left_out()
    {
        RunGroupComparison compared = Assert.Single(Compared([.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, [double.NaN, 0.9, 0.9, double.PositiveInfinity])]));

        Assert.Equal((2, "2,3", 4), (compared.Count, compared.Seeds, compared.LeftOutCount));
        Assert.Contains("No run of 'Tanh' has a finite test accuracy", Assert.Throws<IncomparableGroupsException>(
            () => Compared([.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, [double.NaN])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_twice_counts_once_and_with_two_results_is_refused()
    {
        TrainingRun[] runs = [.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, Higher)];

        Assert.Equal(4, Assert.Single(Compared([.. runs, .. runs])).Count);
        Assert.Throws<ConflictingRepeatsException>(() => Compared([.. runs, runs[0] with { TestAccuracy = 0.5 }]));
    }

    [Fact]
    public void Runs_of_different_data_are_never_averaged()
    {
        TrainingRun[] runs = [.. Runs(Activation.ReLU, Lower), .. Runs(Activation.Tanh, Higher)];
        TrainingRun[] others = [.. runs.Select(run => run with { Dataset = "Other", DatasetHash = "hash of other" })];

        Assert.Throws<MixedDatasetsException>(() => Compared([.. runs, .. others]));
        Assert.Contains("the data", Assert.Throws<IncomparableGroupsException>(() => Compared([.. runs[..4], .. others[4..]])).Message, StringComparison.Ordinal);
        Assert.Equal("Other", Assert.Single(Compared([.. runs[..4], .. others[..4]], "Dataset")).Group);
    }

    [Fact]
    public void Where_no_seed_has_every_combination_it_says_so()
    {
        TrainingRun[] Half(Activation activation) => [Run(activation, 1, 0.5), Run(activation, 2, 0.5, rate: 0.1)];

        Assert.Contains("No seed has all 2 combinations", Assert.Throws<IncomparableGroupsException>(
            () => Compared([.. Half(Activation.ReLU), .. Half(Activation.Tanh)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_runs_a_group_are_compared()
    {
        TrainingRun[] Many(Activation activation, double accuracy) => Runs(activation, [.. Enumerable.Range(0, 10_000).Select(i => accuracy + (i % 100 / 1000.0))]);

        RunGroupComparison compared = Assert.Single(Compared([.. Many(Activation.ReLU, 0.5), .. Many(Activation.Tanh, 0.6)]));

        Assert.Equal((10_000, 0.1), (compared.Count, Math.Round(compared.Difference, 9)));
        Assert.False(compared.HasTooFewSeedsForP());
    }
}

using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class RunLabelsTests
{
    [Fact]
    public void The_two_sides_of_a_comparison_are_their_names_and_ends() =>
        Assert.Equal(
            ["Without Batch Norm: 0.741", "With Batch Norm: 0.953"],
            Labels([MadeUpRuns.Run(false, 0.741), MadeUpRuns.Run(true, 0.953)]));

    [Fact]
    public void Runs_of_one_name_tell_the_settings_that_differ_and_no_others() =>
        Assert.Equal(
            ["With Batch Norm, rate 0.01: 0.900", "With Batch Norm, rate 1: 0.900"],
            Labels([MadeUpRuns.Run(true), MadeUpRuns.Run(true) with { LearningRate = 1 }]));

    [Fact]
    public void Where_a_setting_differs_its_usual_value_is_told_too() =>
        Assert.Equal(
            ["With Batch Norm, epsilon 0.001: 0.900", "With Batch Norm, epsilon 0.1: 0.900", "Without Batch Norm: 0.900"],
            Labels([
                MadeUpRuns.Run(true) with { Epsilon = 0.001 }, MadeUpRuns.Run(true) with { Epsilon = 0.1 }, MadeUpRuns.Run(false)]));

    [Fact]
    public void A_network_without_batch_normalization_differs_from_one_with_it_in_that_only() =>
        Assert.Equal(
            ["With Batch Norm: 0.900", "Without Batch Norm: 0.900"],
            Labels([
                MadeUpRuns.Run(true) with { Epsilon = 0.1, Decay = 0.9, Placement = BatchNormPlacement.AfterActivation, SkipPopulationUpdate = true },
                MadeUpRuns.Run(false)]));

    [Fact]
    public void Lines_that_were_computed_with_vectors_of_different_widths_say_so() =>
        Assert.Equal(
            ["With Batch Norm, vectors of 512 bits: 0.900", "With Batch Norm, vectors of 256 bits: 0.901"],
            Labels([MadeUpRuns.Run(true) with { VectorWidth = 512 }, MadeUpRuns.Run(true, 0.901) with { VectorWidth = 256 }]));

    /// <summary>Two lines of one name that are not the same are told apart by what sets them apart, not by a number.</summary>
    [Theory]
    [MemberData(nameof(CurveRunsTests.Settings), MemberType = typeof(CurveRunsTests))]
    public void Every_setting_that_differs_is_told(string setting)
    {
        Architecture owner = SettingTable.All.FirstOrDefault(row => row.Name == setting)?.Architectures[0] ?? Architecture.FullyConnected;
        TrainingRun run = SettingTable.Usual(MadeUpRuns.Run(true) with { Architecture = owner }) with { Name = "With Batch Norm", DatasetHash = "a1" };

        IEnumerable<string> labels = AccuracyPlot.Of([run, CurveRunsTests.Other(run, setting)]).Compose().CurvePanels()[0].Series.Select(series => series.Label);

        Assert.DoesNotContain(labels, label => label.Contains('#', StringComparison.Ordinal));
    }

    [Fact]
    public void Several_settings_that_differ_are_all_told() =>
        Assert.Equal(
            [
                "With Batch Norm, ReLU, weights N(0, 0.05²), seed 1: 0.900",
                "With Batch Norm, Tanh, weights N(0, 5²), seed 2: 0.900",
            ],
            Labels([
                MadeUpRuns.Run(true),
                MadeUpRuns.Run(true) with { Activation = Activation.Tanh, WeightScale = 5, Seed = 2 }]));

    [Fact]
    public void Runs_alike_in_everything_are_numbered() =>
        Assert.Equal(
            ["With Batch Norm #1: 0.900", "Without Batch Norm: 0.900", "With Batch Norm #2: 0.800"],
            Labels([MadeUpRuns.Run(true), MadeUpRuns.Run(false), MadeUpRuns.Run(true, 0.8)]));

    [Fact]
    public void One_name_for_both_sides_does_not_hide_which_is_which() =>
        Assert.Equal(
            ["mine, with batch norm: 0.900", "mine, without batch norm: 0.900"],
            Labels([MadeUpRuns.Run(true) with { Name = "mine" }, MadeUpRuns.Run(false) with { Name = "mine" }]));

    [Fact]
    public void A_diverged_run_is_marked()
    {
        TrainingRun run = MadeUpRuns.Diverged(MadeUpRuns.Run(false));
        Assert.Equal(["Without Batch Norm: 0.096 (diverged)"], Labels([run]));
    }

    [Theory]
    [InlineData(BandKind.StandardDeviation, "mean of 3 ± SD")]
    [InlineData(BandKind.StandardError, "mean of 3 ± SE")]
    [InlineData(BandKind.ConfidenceInterval, "mean of 3 with 95 % interval")]
    [InlineData(BandKind.Range, "mean and range of 3")]
    public void A_group_tells_its_band_and_how_many_runs_it_has(BandKind band, string extent) =>
        Assert.Equal(
            [$"With Batch Norm, {extent}: 0.900", "Without Batch Norm, seed 1, n = 1: 0.741"],
            RunLabels.Of(CurveRuns.By([.. MadeUpRuns.Seeds(true, 3), MadeUpRuns.Run(false, 0.741)]), band, PlottedMetric.Of(CurveMetric.Accuracy)));

    [Fact]
    public void A_group_tells_how_many_of_its_runs_diverged()
    {
        TrainingRun[] runs = MadeUpRuns.Seeds(false, 3);
        runs[1] = MadeUpRuns.Diverged(runs[1]);

        Assert.EndsWith(": 0.632 (1 of 3 diverged)", RunLabels.Of(CurveRuns.By(runs), BandKind.Range, PlottedMetric.Of(CurveMetric.Accuracy)).Single(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Labels(IReadOnlyList<TrainingRun> runs) =>
        RunLabels.Of([.. runs.Select(run => new CurveRuns([run]))], BandKind.None, PlottedMetric.Of(CurveMetric.Accuracy));
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class RunPanelsTests
{
    private static readonly BatchNormComparison[] Grid =
    [
        MadeUpRuns.Comparison(rate: 0.01, seed: 1), MadeUpRuns.Comparison(rate: 0.01, seed: 2),
        MadeUpRuns.Comparison(rate: 1, seed: 1), MadeUpRuns.Comparison(rate: 1, seed: 2),
    ];

    [Fact]
    public void A_panel_holds_all_runs_that_agree_in_a_setting_and_is_titled_with_it()
    {
        AccuracyPlot plot = By([], "LearningRate");

        Assert.Equal(["learning rate 0.01", "learning rate 1"], plot.Panels.Select(panel => panel.Title));
        Assert.All(plot.Panels, panel => Assert.Equal(4, panel.Runs.Count));
        Assert.Equal("ReLU, weights N(0, 0.05²), Mnist", plot.Subtitle);
    }

    [Fact]
    public void Several_settings_make_a_panel_for_each_combination()
    {
        AccuracyPlot plot = By([], "seed", "USEBATCHNORM");

        Assert.Equal(
            ["seed 1, without batch norm", "seed 1, with batch norm", "seed 2, without batch norm", "seed 2, with batch norm"],
            plot.Panels.Select(panel => panel.Title));
    }

    [Fact]
    public void By_nothing_all_curves_share_one_panel_without_a_title()
    {
        AccuracyPanel panel = Assert.Single(By([MadeUpRuns.Run(true) with { Name = "mine" }]).Panels);

        Assert.Empty(panel.Title);
        Assert.Equal(9, panel.Runs.Count);
    }

    [Fact]
    public void By_what_does_not_vary_there_is_one_panel() => Assert.Empty(Assert.Single(By([], "Activation").Panels).Title);

    [Fact]
    public void The_two_runs_of_a_comparison_stay_together_by_settings_that_only_one_of_them_has()
    {
        BatchNormComparison[] comparisons = [With(0.001), With(0.1)];

        AccuracyPlot plot = AccuracyPlot.By(comparisons, [], [RunTrait.Named("Epsilon")]);

        Assert.Equal(["epsilon 0.001", "epsilon 0.1"], plot.Panels.Select(panel => panel.Title));
        Assert.All(plot.Panels, panel => Assert.Equal([false, true], panel.Runs.Select(run => run.UseBatchNorm)));

        static BatchNormComparison With(double epsilon) =>
            BatchNormComparison.Of(MadeUpRuns.Run(false), MadeUpRuns.Run(true) with { Epsilon = epsilon });
    }

    [Fact]
    public void Comparisons_go_by_their_own_names_and_not_by_those_of_their_runs()
    {
        BatchNormComparison[] named = [Grid[0] with { Name = "In4" }, Grid[2] with { Name = "In7" }];

        Assert.Equal(["In4", "In7"], AccuracyPlot.By(named, [], [RunTrait.Named("Name")]).Panels.Select(panel => panel.Title));
    }

    [Fact]
    public void With_a_band_a_panel_has_a_mean_for_each_setting_in_it()
    {
        AccuracyPlot plot = By([]) with { Band = BandKind.Range };

        Assert.Equal([2, 2, 2, 2], plot.Groups(plot.Panels[0]).Select(group => group.Count));
    }

    [Fact]
    public void A_name_that_is_no_setting_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<ArgumentException>(() => RunTrait.Named("Speed"));

        Assert.StartsWith("Runs cannot be grouped by 'Speed'. They can by UseBatchNorm, Name, Activation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_panels_than_can_be_read_are_one_sentence_that_says_what_to_do()
    {
        BatchNormComparison[] many = [.. Enumerable.Range(1, 10_000).Select(seed => Grid[0] with { Seed = seed })];

        var error = Assert.Throws<PlotException>(() => AccuracyPlot.Of(many));

        Assert.StartsWith("10,000 panels are more than the 400 that can be read in one picture. Put several experiments into a panel", error.Message, StringComparison.Ordinal);
    }

    private static AccuracyPlot By(TrainingRun[] others, params string[] names) => AccuracyPlot.By(Grid, others, [.. names.Select(RunTrait.Named)]);
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class AccuracyPlotTests
{
    [Fact]
    public void One_comparison_is_one_panel_under_a_title_that_tells_settings_and_data()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Comparison()]);

        Assert.Equal("Validation Accuracy During Training", plot.Title);
        Assert.Equal("ReLU, learning rate 0.01, weights N(0, 0.05²), Mnist, seed 1", plot.Subtitle);
        AccuracyPanel panel = Assert.Single(plot.Panels);
        Assert.Empty(panel.Title);
        Assert.Equal(["Without Batch Norm", "With Batch Norm"], panel.Runs.Select(run => run.Name));
    }

    [Fact]
    public void Panels_are_titled_with_what_differs_and_the_rest_is_said_once()
    {
        AccuracyPlot plot = AccuracyPlot.Of([
            MadeUpRuns.Comparison(rate: 0.01, seed: 1), MadeUpRuns.Comparison(rate: 0.01, seed: 2),
            MadeUpRuns.Comparison(rate: 1, seed: 1), MadeUpRuns.Comparison(rate: 1, seed: 2)]);

        Assert.Equal("ReLU, weights N(0, 0.05²), Mnist", plot.Subtitle);
        Assert.Equal(
            ["learning rate 0.01, seed 1", "learning rate 0.01, seed 2", "learning rate 1, seed 1", "learning rate 1, seed 2"],
            plot.Panels.Select(panel => panel.Title));
    }

    [Fact]
    public void A_setting_that_titles_leave_out_is_named_where_it_differs()
    {
        BatchNormComparison longer = BatchNormComparison.Of(
            MadeUpRuns.Run(false) with { TrainingBatches = 50_000 }, MadeUpRuns.Run(true) with { TrainingBatches = 50_000 });

        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Comparison(), longer]);

        Assert.Equal(["2,000 steps", "50,000 steps"], plot.Panels.Select(panel => panel.Title));
    }

    [Fact]
    public void Runs_share_one_panel_with_a_line_each()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Run(true), MadeUpRuns.Run(true) with { LearningRate = 1 }]);

        Assert.Equal(2, Assert.Single(plot.Panels).Runs.Count);
        Assert.Equal("ReLU, weights N(0, 0.05²), Mnist, seed 1", plot.Subtitle);
    }

    [Fact]
    public void Its_description_tells_every_setting_and_every_end()
    {
        TrainingRun diverged = MadeUpRuns.Diverged(MadeUpRuns.Run(false));

        string description = AccuracyPlot.Of([MadeUpRuns.Run(true, 0.953), diverged]).Describe();

        Assert.Contains(
            "With Batch Norm (ReLU, hidden layers 100-100-100, learning rate 0.01, weights N(0, 0.05²), batches of 60, "
            + "2,000 steps, Mnist, Torch engine, seed 1): validation accuracy 0.953 after the last step.",
            description);
        Assert.Contains("validation accuracy 0.096 (diverged) after the last step.", description);
    }

    [Fact]
    public void Nothing_to_draw_is_refused()
    {
        Assert.Throws<ArgumentException>(() => AccuracyPlot.Of(Array.Empty<TrainingRun>()));
        Assert.Throws<ArgumentException>(() => AccuracyPlot.Of(Array.Empty<BatchNormComparison>()));
        Assert.Throws<ArgumentException>(() => new AccuracyPanel("", []));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(10_001)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_absurd_size_is_refused_with_the_bounds(int pixels)
    {
        AccuracyPlot plot = MadeUpRuns.Grid(1);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => plot with { Width = pixels });
        Assert.Contains("between 100 and 10000 pixels", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => plot with { Height = pixels });
    }

    [Fact]
    public void What_the_caller_does_to_its_list_afterwards_changes_no_plot()
    {
        List<TrainingRun> runs = [MadeUpRuns.Run(true)];
        AccuracyPlot plot = AccuracyPlot.Of(runs);

        runs.Clear();

        Assert.Single(plot.Panels[0].Runs);
    }
}

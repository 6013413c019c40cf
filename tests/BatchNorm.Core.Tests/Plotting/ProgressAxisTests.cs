using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class ProgressAxisTests
{
    private static readonly TrainingRun Run = MadeUpRuns.Measured(MadeUpRuns.Run(true));

    [Fact]
    public void Over_epochs_a_sample_lies_where_so_many_passes_over_the_training_set_are_done()
    {
        FigureSeries series = Drawn(ProgressAxis.Epoch, Run, out Figure figure);

        Assert.Equal("Epochs", figure.HorizontalTitle);
        Assert.Equal(60.0 / 3000, series.Line[0].X, 1e-12); // one batch of 60, of 3,000 images
        Assert.Equal(51 * 60.0 / 3000, series.Line[1].X, 1e-12);
        Assert.Equal((40.0, 40.0), (series.Line[^1].X, series.End)); // 2,000 batches
    }

    [Theory]
    [InlineData(10, "Training time (s)", 1)]
    [InlineData(119, "Training time (s)", 1)]
    [InlineData(120, "Training time (min)", 60)]
    [InlineData(7199, "Training time (min)", 60)]
    [InlineData(7200, "Training time (h)", 3600)]
    public void Times_are_told_in_what_suits_the_longest_run(int seconds, string title, double unit)
    {
        TrainingRun run = Run with
        {
            Duration = TimeSpan.FromSeconds(seconds),
            Samples = [.. Run.Samples.Select((sample, i) => sample with { Elapsed = TimeSpan.FromSeconds(seconds * (i + 1) / 41.0) })],
        };

        FigureSeries series = Drawn(ProgressAxis.Time, run, out Figure figure);

        Assert.Equal(title, figure.HorizontalTitle);
        Assert.Equal(seconds / 41.0 / unit, series.Line[0].X, 1e-6);
        Assert.Equal(seconds / unit, series.Line[^1].X, 1e-12); // after the last step
        Assert.Equal(seconds / unit, series.End, 1e-12);
    }

    [Fact]
    public void The_points_of_a_mean_lie_at_the_mean_of_the_times()
    {
        TrainingRun slower = Run with { Seed = 2, Samples = [.. Run.Samples.Select(sample => sample with { Elapsed = 3 * sample.Elapsed })], Duration = 3 * Run.Duration };

        FigureSeries series = (AccuracyPlot.Of([Run, slower]) with { Band = BandKind.Range, XAxis = ProgressAxis.Time }).Compose().CurvePanels()[0].Series.Single();

        Assert.Equal([0.02, 1.02], series.Line.Take(2).Select(point => Math.Round(point.X, 9))); // of 0.01 and 0.03 s, of 0.51 and 1.53 s
        Assert.Equal([0.02, 1.02], series.Lower.Take(2).Select(point => Math.Round(point.X, 9)));
    }

    [Fact]
    public void A_run_that_does_not_know_its_training_set_has_no_epochs_and_it_is_said()
    {
        var error = Assert.Throws<PlotException>(() => (AccuracyPlot.Of([Run, Run with { TrainingImages = null, Name = "old" }]) with { XAxis = ProgressAxis.Epoch }).Compose());

        Assert.StartsWith("The run 'old'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Draw it over its steps or its time, or train it again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_along_it_are_plain() => Assert.Equal(["0.3", "1,500", "0"], new[] { 0.1 + 0.2, 1500, 0 }.Select(
        HorizontalAxis.Of(ProgressAxis.Time, [Run]).Label));

    [Fact]
    public void The_description_tells_what_curves_are_drawn_over() =>
        Assert.StartsWith(
            "Validation accuracy, from 0 to 1, over the training time (s).",
            (AccuracyPlot.Of([Run]) with { XAxis = ProgressAxis.Time }).Describe(),
            StringComparison.Ordinal);

    private static FigureSeries Drawn(ProgressAxis axis, TrainingRun run, out Figure figure)
    {
        figure = (AccuracyPlot.Of([run]) with { XAxis = axis }).Compose();
        return figure.CurvePanels()[0].Series.Single();
    }
}

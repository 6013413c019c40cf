using BatchNorm.Settings;
using static BatchNorm.Plotting.Sweeps.MadeSweeps;

namespace BatchNorm.Plotting.Sweeps;

public class ParallelCoordinatesTests
{
    [Fact]
    public void Every_setting_that_varies_and_every_outcome_has_an_axis_and_every_combination_a_line()
    {
        ParallelPanel panel = Panel(SweepPlot.Of(Grid([0.01, 0.1, 1], [Activation.ReLU, Activation.Tanh], seeds: 2), SweepPlotKind.ParallelCoordinates));

        Assert.Equal(["Learning rate (log)", "Activation", "Accuracy without", "Accuracy with", "Difference"], panel.ParallelAxes.Select(axis => axis.Title));
        Assert.Equal(6, panel.Lines.Count);
        Assert.Equal(["0.01", "0.1", "1"], panel.ParallelAxes[0].Ticks.Select(tick => tick.Label));
        Assert.Equal([0, 0.5, 1], panel.ParallelAxes[0].Ticks.Select(tick => tick.Place), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal([("ReLU", 1.0), ("Tanh", 0.0)], panel.ParallelAxes[1].Ticks.Select(tick => (tick.Label, tick.Place)));
    }

    [Fact]
    public void Settings_of_one_decade_are_as_far_apart_as_they_are() =>
        Assert.Equal([0, 0.25, 1], Panel(SweepPlot.Of(Grid([1, 2, 5], [Activation.ReLU]), SweepPlotKind.ParallelCoordinates)).ParallelAxes[0].Ticks.Select(tick => tick.Place));

    [Fact]
    public void Lines_end_at_their_outcomes_and_are_coloured_by_the_last()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(0.01, without: 0.2), Comparison(0.1, without: 0.6)], SweepPlotKind.ParallelCoordinates) with { Outcomes = [SweepOutcome.AccuracyWithout] };

        Assert.Equal([0.2, 0.6], Panel(plot).Lines.Select(line => line.Value!.Value));
        Assert.Equal([0.0, 1.0], Panel(plot).Lines.Select(line => line.Places[^1]!.Value));
        Assert.Contains("Coloured by accuracy without", plot.Compose().Subtitle);
        Assert.Contains("learning rate 0.1, accuracy without 0.600", plot.Describe());
    }

    [Fact]
    public void Many_lines_are_faint_and_the_caption_says_so()
    {
        SweepPlot plot = SweepPlot.Of([.. Enumerable.Range(1, 100).Select(i => Comparison(i / 100.0, without: i / 200.0))], SweepPlotKind.ParallelCoordinates);

        Assert.Contains("100 lines, drawn faintly", plot.Compose().Subtitle);
        Assert.True(ParallelView.InkOf(100).Alpha < ParallelView.InkOf(10).Alpha);
        Assert.Contains("Learning rate (log)", Texts(plot));
    }

    [Fact]
    public void A_line_without_an_outcome_stops_before_it()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(0.01, with: 0.95), Comparison(0.1, with: 0.5)], SweepPlotKind.ParallelCoordinates) with { Outcomes = [SweepOutcome.StepsWith] };

        Assert.Equal(1, Panel(plot).Lines.Count(line => line.Places[^1] is null));
        Assert.Contains("A line ends where its outcome was never reached", plot.Compose().Subtitle);
        Assert.NotEmpty(Texts(plot));
    }

    [Fact]
    public void One_comparison_is_one_line_across_its_outcomes()
    {
        SweepPlot plot = SweepPlot.Of([Comparison()], SweepPlotKind.ParallelCoordinates);

        Assert.Single(Panel(plot).Lines);
        Assert.Contains("Difference", Texts(plot));
    }

    private static ParallelPanel Panel(SweepPlot plot) => Assert.IsType<ParallelPanel>(Assert.Single(Assert.Single(plot.Compose().Rows)));
}

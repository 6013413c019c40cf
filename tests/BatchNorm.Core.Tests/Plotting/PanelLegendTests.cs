using System.Globalization;
using System.Xml.Linq;
using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>Where legends stand, by where an SVG has their texts.</summary>
public class PanelLegendTests
{
    [Fact]
    public void Where_it_covers_nothing_it_stands_between_the_axes() => Assert.False(IsBelow(MadeUpRuns.Grid(1)));

    [Fact]
    public void Where_it_would_cover_curves_wherever_it_stood_it_stands_below_the_axes_which_stay_as_high()
    {
        // curves all over the axes: no place is free
        AccuracyPlot plot = AccuracyPlot.Of([.. Enumerable.Range(0, 10).Select(i => Flat(i / 10.0 + 0.05) with { Seed = i })]);

        Assert.True(IsBelow(plot));
        Assert.Equal(Axes(MadeUpRuns.Grid(1)).Height, Axes(plot).Height, 1f);
    }

    [Fact]
    public void Where_one_panel_has_it_below_all_have_so_that_they_stay_alike()
    {
        TrainingRun[] crowded = [.. Enumerable.Range(0, 10).Select(i => Flat(i / 10.0 + 0.05) with { Seed = i })];
        var plot = new AccuracyPlot([new AccuracyPanel("free", [MadeUpRuns.Run(true)]), new AccuracyPanel("crowded", crowded)]);

        Assert.True(IsBelow(plot));
    }

    private static TrainingRun Flat(double accuracy)
    {
        TrainingRun run = MadeUpRuns.Run(true);
        return run with { Samples = [.. run.Samples.Select(sample => sample with { Accuracy = accuracy })], ValidationAccuracy = accuracy };
    }

    private static PixelRect Axes(AccuracyPlot plot) => new FigureLayout(plot.Compose()).Axes(0, 0);

    /// <summary>Whether the first entry of the first panel's legend lies below the axes.</summary>
    private static bool IsBelow(AccuracyPlot plot)
    {
        Figure figure = plot.Compose();
        var layout = new FigureLayout(figure);
        string label = figure.CurvePanels()[0].Series[0].Label;
        XElement text = AccessibleSvg.Inline(plot, "", "id").Descendants().First(element => element.Name.LocalName == "text" && element.Value == label);
        return double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture) / layout.Scale > layout.Axes(0, 0).Bottom;
    }
}

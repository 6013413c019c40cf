using System.Globalization;
using System.Xml.Linq;
using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>Where legends stand, by where an SVG has their texts.</summary>
public class PanelLegendTests
{
    [Fact]
    public void Where_it_covers_nothing_it_stands_between_the_axes()
    {
        (bool isBeside, bool isBelow) = Outside(MadeUpRuns.Grid(1));

        Assert.False(isBeside || isBelow);
    }

    [Fact]
    public void Where_it_would_cover_curves_wherever_it_stood_it_stands_outside()
    {
        // curves all over the axes: no place is free
        (bool isBeside, bool isBelow) = Outside(AccuracyPlot.Of([.. Enumerable.Range(0, 10).Select(i => Flat(i / 10.0 + 0.05) with { Seed = i })]));

        Assert.True(isBeside ^ isBelow);
    }

    private static TrainingRun Flat(double accuracy)
    {
        TrainingRun run = MadeUpRuns.Run(true);
        return run with { Samples = [.. run.Samples.Select(sample => sample with { Accuracy = accuracy })], ValidationAccuracy = accuracy };
    }

    /// <summary>Whether the first entry of a legend lies beyond the axes as they are without room for a legend, and whether beyond their numbers.</summary>
    private static (bool IsBeside, bool IsBelow) Outside(AccuracyPlot plot)
    {
        Figure figure = plot.Compose();
        var layout = new FigureLayout(figure);
        string label = figure.CurvePanels()[0].Series[0].Label;
        XElement text = AccessibleSvg.Inline(plot, "", "id").Descendants().First(element => element.Name.LocalName == "text" && element.Value == label);
        double[] matrix = [.. text.Attribute("transform")!.Value["matrix(".Length..^1].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        PixelRect axes = layout.Axes(0, 0);
        float end = axes.Left + 0.99f * axes.Width - PlotFont.Width(label, 13);
        return (matrix[4] / layout.Scale > end, matrix[5] / layout.Scale > axes.Bottom);
    }
}

using BatchNorm.Settings;
using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

public class CurveKeyTests
{
    private static readonly double[] Rates = [0.01, 1];
    private static readonly bool[] Sides = [false, true];

    [Theory]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void Above_a_dozen_curves_the_legend_tells_kinds_and_the_caption_says_so(int runs, bool grouped)
    {
        Figure figure = AccuracyPlot.Of([.. Enumerable.Range(1, runs).Select(seed => MadeUpRuns.Run(seed > 3) with { Seed = seed })]).Compose();

        Assert.Equal(grouped ? 2 : runs, Labels(figure).Length);
        Assert.Equal(grouped, figure.Subtitle.EndsWith(". 13 curves, which the legend tells by their kinds", StringComparison.Ordinal));
        if (grouped)
            Assert.Equal(["Without batch norm: 3 curves", "With batch norm: 10 curves"], Labels(figure));
    }

    [Fact]
    public void Curves_have_the_colour_of_their_value_in_all_panels_and_dashes_without_batch_normalization()
    {
        TrainingRun[] runs = [.. new[] { 1, 0.01, 0.1 }.SelectMany(rate => Sides.Select(side => MadeUpRuns.Run(side) with { LearningRate = rate }))];

        CurvePanel[] panels = (AccuracyPlot.By([], runs, [RunTrait.Named("UseBatchNorm")]) with { ColorBy = "learningrate" }).Compose().CurvePanels();

        Color[] colors = [.. panels[0].Series.Select(series => series.Style.Line.Color)];
        Assert.Equal(3, colors.Distinct().Count());
        Assert.Equal(colors, panels[1].Series.Select(series => series.Style.Line.Color));
        Assert.All(panels[0].Series, series => Assert.NotEqual(LinePattern.Solid, series.Style.Line.Pattern));
        Assert.All(panels[1].Series, series => Assert.Equal(LinePattern.Solid, series.Style.Line.Pattern));

        // numbers go from dark to light in their own order, which is not the runs'
        Assert.True(colors[1].Luminance < colors[2].Luminance && colors[2].Luminance < colors[0].Luminance);
    }

    [Fact]
    public void In_grey_values_are_told_by_marks()
    {
        TrainingRun[] runs = [.. new[] { 1, 0.01, 0.1 }.Select(rate => MadeUpRuns.Run(true) with { LearningRate = rate })];

        IReadOnlyList<FigureSeries> series = (AccuracyPlot.Of(runs) with { ColorBy = "LearningRate" }).Compose().CurvePanels()[0].Series;

        Assert.Equal(3, series.Select(one => one.Style.MarkerFor(hasLine: true).Shape).Distinct().Count());
    }

    [Fact]
    public void Names_have_colours_that_every_colour_vision_can_tell_apart()
    {
        TrainingRun[] runs = [.. new[] { Activation.ReLU, Activation.Tanh }.Select(activation => MadeUpRuns.Run(true) with { Activation = activation })];

        IReadOnlyList<FigureSeries> series = (AccuracyPlot.Of(runs) with { ColorBy = "Activation" }).Compose().CurvePanels()[0].Series;

        Assert.Equal(["#0072B2", "#D55E00"], series.Select(one => one.Style.Line.Color.ToHex()));
    }

    [Fact]
    public void Batch_normalization_keeps_the_colours_it_has_anyway()
    {
        TrainingRun[] runs = [MadeUpRuns.Run(false), MadeUpRuns.Run(true)];

        Assert.Equal(Colors(AccuracyPlot.Of(runs)), Colors(AccuracyPlot.Of(runs) with { ColorBy = "UseBatchNorm" }));

        static string[] Colors(AccuracyPlot plot) => [.. plot.Compose().CurvePanels()[0].Series.Select(series => series.Style.Line.Color.ToHex())];
    }

    [Fact]
    public void Curves_of_one_colour_have_one_entry_of_the_legend()
    {
        TrainingRun[] runs = [.. Enumerable.Range(1, 5).SelectMany(seed => Rates.Select(rate => MadeUpRuns.Run(true) with { LearningRate = rate, Seed = seed }))];

        Figure figure = (AccuracyPlot.Of(runs) with { ColorBy = "LearningRate" }).Compose();

        Assert.Equal(["Rate 0.01: 5 curves", "Rate 1: 5 curves"], Labels(figure));
        Assert.EndsWith(". 10 curves, which the legend tells by their kinds", figure.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_both_sides_share_colours_the_legend_tells_them_apart()
    {
        TrainingRun[] runs =
        [
            .. from seed in Enumerable.Range(1, 7)
               from rate in Rates
               from side in Sides
               select MadeUpRuns.Run(side) with { LearningRate = rate, Seed = seed },
        ];

        Assert.Equal(
            ["Rate 0.01, without batch norm: 7 curves", "Rate 0.01, with batch norm: 7 curves", "Rate 1, without batch norm: 7 curves", "Rate 1, with batch norm: 7 curves"],
            Labels((AccuracyPlot.Of(runs) with { ColorBy = "LearningRate" }).Compose()));
    }

    [Fact]
    public void More_colours_than_a_legend_has_entries_are_left_out_and_it_is_said()
    {
        TrainingRun[] runs = [.. Enumerable.Range(1, 20).Select(i => MadeUpRuns.Run(true) with { LearningRate = 0.01 * i })];

        Figure figure = (AccuracyPlot.Of(runs) with { ColorBy = "LearningRate" }).Compose();

        Assert.Empty(Labels(figure));
        Assert.EndsWith(". 20 curves, too many for a legend: colours tell the learning rate", figure.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_over_seeds_is_not_coloured_by_one_of_them()
    {
        var error = Assert.Throws<PlotException>(() => (AccuracyPlot.Of(MadeUpRuns.Seeds(true, 3)) with { ColorBy = "Seed", Band = BandKind.Range }).Compose());

        Assert.EndsWith("Colour by another setting, or draw the runs without a band.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_no_such_setting_is_grey()
    {
        TrainingRun[] runs = [MadeUpRuns.Run(false), MadeUpRuns.Run(true) with { Epsilon = 0.1 }];

        Assert.Equal("#808080", (AccuracyPlot.Of(runs) with { ColorBy = "Epsilon" }).Compose().CurvePanels()[0].Series[0].Style.Line.Color.ToHex());
    }

    private static string[] Labels(Figure figure) => [.. figure.CurvePanels()[0].Series.Select(series => series.Label).Where(label => label.Length > 0)];
}

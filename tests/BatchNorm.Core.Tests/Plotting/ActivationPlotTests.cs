using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class ActivationPlotTests
{
    [Fact]
    public void A_note_stands_behind_the_settings() => Assert.EndsWith(
        "85th percentile. Half of it is done.",
        (ActivationPlot.Of([Traced(true, spread: 1)]) with { Note = "Half of it is done." }).Compose().Subtitle, StringComparison.Ordinal);

    [Fact]
    public void Every_layer_is_a_row_with_both_networks_on_one_scale()
    {
        Figure figure = ActivationPlot.Of([Traced(false, spread: 3), Traced(true, spread: 1)]).Compose();
        CurvePanel[][] rows = [.. figure.CurvePanels().Chunk(2)];

        Assert.Equal(3, figure.Rows.Count);
        Assert.All(figure.Rows, row => Assert.Equal(2, row.Count));
        Assert.Equal(["Without Batch Norm, layer 1", "With Batch Norm, layer 1"], rows[0].Select(panel => panel.Title));
        Assert.All(rows, row => Assert.Same(row[0].Axis, row[1].Axis));
        Assert.NotEqual(rows[0][0].Axis.Maximum, rows[2][0].Axis.Maximum); // the third layer's inputs are three times the first's
    }

    [Fact]
    public void A_panel_shows_the_median_between_the_15th_and_the_85th_percentile()
    {
        TrainingRun run = Traced(true, spread: 2);

        FigureSeries series = ActivationPlot.Of([run]).Compose().CurvePanels()[1].Series.Single();

        ActivationSample[] layer = [.. run.ActivationSamples.Where(sample => sample.Layer == 2)];
        Assert.Equal(layer.Select(sample => (double)sample.Step), series.Line.Select(point => point.X));
        Assert.Equal(layer.Select(sample => sample.Percentile50), series.Line.Select(point => point.Y));
        Assert.Equal(layer.Select(sample => sample.Percentile15), series.Lower.Select(point => point.Y));
        Assert.Equal(layer.Select(sample => sample.Percentile85), series.Upper.Select(point => point.Y));
    }

    [Fact]
    public void A_panel_reaches_to_the_extremes_of_its_row()
    {
        ValueAxis axis = ActivationPlot.Of([Traced(false, spread: 3), Traced(true, spread: 1)]).Compose().CurvePanels()[0].Axis;

        // from -3 to 0.39 + 3, and 4 % of that to either side
        Assert.Equal(-3 - 0.04 * 6.39, axis.Minimum, 1e-9);
        Assert.Equal(3.39 + 0.04 * 6.39, axis.Maximum, 1e-9);
    }

    [Fact]
    public void Several_comparisons_stand_one_below_the_other_titled_with_what_differs()
    {
        Experiments.BatchNormComparison[] comparisons = [.. Enumerable.Range(1, 2).Select(seed => Experiments.BatchNormComparison.Of(
            Traced(false, 1) with { Seed = seed }, Traced(true, 1) with { Seed = seed }))];

        Figure figure = ActivationPlot.Of(comparisons).Compose();

        Assert.Equal(6, figure.Rows.Count);
        Assert.Equal("With Batch Norm, layer 3, seed 2", figure.Rows[5][1].Title);
    }

    [Fact]
    public void A_network_that_diverged_is_drawn_as_far_as_there_are_numbers()
    {
        TrainingRun run = Traced(false, 1);
        run = run with
        {
            ActivationSamples = [.. run.ActivationSamples.Select(sample =>
                sample.Step < 500 ? sample : sample with { Percentile15 = double.NaN, Percentile50 = double.NaN, Percentile85 = double.NaN })],
        };
        TrainingRun hopeless = run with { ActivationSamples = [.. run.ActivationSamples.Where(sample => sample.Step >= 500)] };

        Assert.Equal(10, ActivationPlot.Of([run]).Compose().CurvePanels()[0].Series[0].Line.Count);
        CurvePanel empty = ActivationPlot.Of([hopeless]).Compose().CurvePanels()[0];
        Assert.Equal((-1, 1), Bounds(empty.Axis));
        Assert.Equal("Without Batch Norm, layer 1, no finite numbers", empty.Title);
    }

    [Fact]
    public void A_run_without_a_trace_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => ActivationPlot.Of([MadeUpRuns.Run(true)]));

        Assert.Contains("With Batch Norm", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ActivationPlot.Of(Array.Empty<TrainingRun>()));
    }

    [Fact]
    public void More_panels_than_can_be_read_are_refused_before_anything_is_drawn()
    {
        TrainingRun[] many = [.. Enumerable.Repeat(Traced(true, spread: 1), 10_000)];

        var refusal = Assert.Throws<PlotException>(() => ActivationPlot.Of(many));

        Assert.Equal("30,000 panels are more than the 400 that can be read in one picture. Draw fewer runs, or fewer of their layers.", refusal.Message);
        Assert.Equal(399, ActivationPlot.Of(many[..133]).Compose().PanelCount);
    }

    [Fact]
    public void It_says_what_it_shows()
    {
        ActivationPlot plot = ActivationPlot.Of([Traced(true, spread: 2)]);

        Assert.EndsWith("seed 1: median, and 15th to 85th percentile", plot.Compose().Subtitle, StringComparison.Ordinal);
        Assert.Contains(
            "layer 1: median 0.00 and band from -2.00 to 2.00 at first, median 0.39 and band from -1.61 to 2.39 at last.",
            plot.Describe(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_or_too_long_a_one_reads_well()
    {
        ActivationSample sample = new() { Layer = 1, Percentile15 = -2.5e27, Percentile50 = 1, Percentile85 = 3 };
        ActivationSample diverged = new() { Step = 50, Layer = 1, Percentile15 = double.NaN, Percentile50 = double.NaN, Percentile85 = double.NaN };

        string description = ActivationPlot.Of([MadeUpRuns.Run(false) with { ActivationSamples = [sample, diverged] }]).Describe();

        Assert.EndsWith("layer 1: median 1.00 and band from -2.50e27 to 3.00 at first, no finite numbers at last.", description, StringComparison.Ordinal);
    }

    private static (double, double) Bounds(ValueAxis axis) => (Math.Round(axis.Minimum), Math.Round(axis.Maximum));

    /// <summary>A run whose unit's inputs drift upwards by a hundredth a sample, spread by so much to either side in the first layer.</summary>
    private static TrainingRun Traced(bool batchNorm, double spread)
    {
        TrainingRun run = MadeUpRuns.Run(batchNorm);
        return run with
        {
            ActivationSamples = [.. run.Samples.SelectMany((sample, i) => Enumerable.Range(1, 3).Select(layer => new ActivationSample
            {
                Step = sample.Step,
                Layer = layer,
                Percentile15 = layer * (0.01 * i - spread),
                Percentile50 = layer * 0.01 * i,
                Percentile85 = layer * (0.01 * i + spread),
            }))],
        };
    }
}

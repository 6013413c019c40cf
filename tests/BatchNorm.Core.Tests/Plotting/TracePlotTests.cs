using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class TracePlotTests
{
    [Fact]
    public void Every_layer_is_a_row_with_both_networks_on_one_scale()
    {
        Figure figure = Of(TraceKinds.Gradient, [Compared(Traced(false), Traced(true))]).Compose();
        CurvePanel[][] rows = [.. figure.CurvePanels().Chunk(2)];

        Assert.Equal(3, figure.Rows.Count); // two hidden layers and the output
        Assert.Equal(["Without Batch Norm, layer 1", "With Batch Norm, layer 1"], rows[0].Select(panel => panel.Title));
        Assert.Equal("With Batch Norm, output layer", rows[2][1].Title);
        Assert.All(rows, row => Assert.Same(row[0].Axis, row[1].Axis));
    }

    [Fact]
    public void Gradients_stand_on_a_scale_of_tenfolds_with_zero_below()
    {
        TrainingRun run = Traced(true, step => step == 1000 ? 0 : Math.Pow(10, -step / 500.0));

        CurvePanel panel = Plot(TraceKinds.Gradient, run).Compose().CurvePanels()[0];

        Assert.True(panel.Axis.IsLogarithmic);
        Assert.Equal([1, 0.1, 0], panel.Series[0].Line.Where(point => point.X is 0 or 500 or 1000).Select(point => point.Y));
        Assert.Equal("0", panel.Axis.Labels[0]);
        Assert.Contains("0.1", panel.Axis.Labels);
        double least = panel.Series[0].Line.Select(point => point.Y).Where(value => value > 0).Min();
        Assert.InRange(panel.Axis.Position(0), panel.Axis.Position(panel.Axis.Minimum) + 0.001, panel.Axis.Position(least) - 0.001);
    }

    [Fact]
    public void Dead_units_are_a_line_from_0_to_1_and_flat_slopes_a_faint_one()
    {
        CurvePanel panel = Plot(TraceKinds.DeadUnits, Traced(true)).Compose().CurvePanels()[0];

        Assert.All(panel.Series[0].Line, point => Assert.Equal(0.25, point.Y));
        Assert.All(panel.Series[0].Raw, point => Assert.Equal(0.5, point.Y));
        Assert.Equal((0, 1), (panel.Axis.Ticks[0], panel.Axis.Ticks[^1]));
    }

    [Fact]
    public void Gammas_are_a_mean_in_a_band_and_networks_without_are_left_out()
    {
        Figure figure = Of(TraceKinds.Gamma, [Compared(Traced(false), Traced(true)), Compared(Traced(false), Traced(true) with { Seed = 2 })]).Compose();

        Assert.Equal(2, figure.Rows.Count);
        Assert.Equal(["With Batch Norm, layer 1, seed 1", "With Batch Norm, layer 1, seed 2"], figure.CurvePanels().Take(2).Select(panel => panel.Title));
        FigureSeries series = figure.CurvePanels()[0].Series[0];
        Assert.Equal((0.5, 1, 3), (series.Lower[0].Y, series.Line[0].Y, series.Upper[0].Y));
    }

    [Fact]
    public void The_landscape_has_rows_of_its_own()
    {
        TrainingRun run = MadeUpRuns.Run(true) with
        {
            LandscapeSamples =
            [
                new() { Step = 0, Loss = 1, LeastLoss = 0.1, GreatestLoss = 10, LeastGradientChange = 0.01, GreatestGradientChange = 100, Smoothness = 1000 },
                new() { Step = 500, Loss = 1, LeastLoss = 0.1, GreatestLoss = double.PositiveInfinity, GreatestGradientChange = double.PositiveInfinity, Smoothness = double.NaN },
            ],
        };

        CurvePanel[] panels = [.. Plot(TraceKinds.Landscape, run).Compose().CurvePanels()];

        Assert.Equal(["loss", "change of gradient", "effective smoothness"], panels.Select(panel => panel.Title.Split(", ")[1]));
        Assert.Equal((0.1, 1, 10), (panels[0].Series[0].Lower.Single().Y, panels[0].Series[0].Line[0].Y, panels[0].Series[0].Upper.Single().Y));
        Assert.Equal([100], panels[1].Series[0].Line.Select(point => point.Y));
    }

    [Fact]
    public void A_network_that_diverged_ends_in_a_cross_or_says_that_there_are_no_numbers()
    {
        TrainingRun run = Traced(false, step => step < 1000 ? 1 : double.NaN) with { Diverged = true };
        TrainingRun hopeless = Traced(false, _ => double.NaN) with { Diverged = true };

        FigureSeries ended = Plot(TraceKinds.Gradient, run).Compose().CurvePanels()[0].Series[0];
        CurvePanel empty = Plot(TraceKinds.Gradient, hopeless).Compose().CurvePanels()[0];

        Assert.Equal(1000, ended.Divergence!.Value.X);
        Assert.All(ended.Line, point => Assert.True(point.X < 1000));
        Assert.Equal("Without Batch Norm, layer 1, no finite numbers", empty.Title);
        Assert.Null(empty.Series[0].Divergence);
    }

    [Fact]
    public void What_no_run_has_is_refused_in_a_sentence()
    {
        var refusal = Assert.Throws<PlotException>(() => Plot(TraceKinds.Gamma, Traced(false)));

        Assert.Contains("Train them with -Trace Gamma", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Plot(TraceKinds.Gamma | TraceKinds.Gradient, Traced(true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plot(TraceKinds.Activation, Traced(true)));
    }

    [Fact]
    public void In_a_narrow_picture_networks_stand_one_below_the_other()
    {
        Figure figure = (Of(TraceKinds.Gradient, [Compared(Traced(false), Traced(true))]) with { Width = 360 }).Compose();

        Assert.Equal(["Without Batch Norm, layer 1", "With Batch Norm, layer 1", "Without Batch Norm, layer 2"], figure.Rows.Take(3).Select(row => Assert.Single(row).Title));
    }

    [Fact]
    public void More_panels_than_can_be_read_are_refused_before_anything_is_drawn()
    {
        Experiments.BatchNormComparison traced = Compared(Traced(false), Traced(true));
        Experiments.BatchNormComparison[] many = [.. Enumerable.Repeat(traced, 10_000)];

        var refusal = Assert.Throws<PlotException>(() => Of(TraceKinds.Gradient, many));

        Assert.Equal("60,000 panels are more than the 400 that can be read in one picture. Draw fewer runs, or fewer of their layers.", refusal.Message);
        Assert.Equal(396, Of(TraceKinds.Gradient, many[..66]).Compose().PanelCount);
    }

    [Fact]
    public void It_is_told_in_words()
    {
        string description = Plot(TraceKinds.DeadUnits, Traced(true)).Describe();

        Assert.StartsWith("Dead Units During Training, over the training steps: share of dead units, and faint that of flat slopes.\nWith Batch Norm (", description, StringComparison.Ordinal);
        Assert.Contains("layer 2: 0.25 (faint 0.5) at first, 0.25 (faint 0.5) at last; least 0.25, greatest 0.25 at step 0.", description, StringComparison.Ordinal);
    }

    private static TracePlot Of(TraceKinds kind, IEnumerable<Experiments.BatchNormComparison> comparisons) =>
        new(kind, [.. comparisons.Select(comparison => new[] { comparison.WithoutBatchNorm, comparison.WithBatchNorm })]);

    private static TracePlot Plot(TraceKinds kind, TrainingRun run) => new(kind, [[run]]);

    private static Experiments.BatchNormComparison Compared(TrainingRun without, TrainingRun with) =>
        Experiments.BatchNormComparison.Of(without with { Seed = with.Seed }, with);

    private static TrainingRun Traced(bool batchNorm, Func<int, double>? gradient = null)
    {
        TrainingRun run = MadeUpRuns.Run(batchNorm);
        return run with
        {
            HiddenLayer = "8,6",
            LayerSamples = [.. run.Samples.SelectMany(sample => Enumerable.Range(1, 3).Select(layer => new LayerSample
            {
                Step = sample.Step,
                Layer = layer,
                GradientNorm = gradient?.Invoke(sample.Step) ?? layer,
                DeadUnits = layer < 3 ? 0.25 : null,
                FlatSlopes = layer < 3 ? 0.5 : null,
                GammaLeast = batchNorm && layer < 3 ? 0.5 : null,
                GammaMean = batchNorm && layer < 3 ? 1 : null,
                GammaGreatest = batchNorm && layer < 3 ? 3 : null,
            }))],
        };
    }
}

using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class AxisFittingTests
{
    private static readonly TrainingRun Run = MadeUpRuns.Measured(MadeUpRuns.Run(true, 0.97));

    [Fact]
    public void A_range_that_is_given_is_the_axis_and_the_caption_says_that_it_does_not_begin_at_0()
    {
        ValueAxis axis = Axis(AccuracyPlot.Of([Run]) with { YRange = new AxisRange(0.9, 1) }, out string caption);

        Assert.Equal((0.9, 1), (axis.Minimum, axis.Maximum));
        Assert.Equal(["0.90", "0.92", "0.94", "0.96", "0.98", "1.00"], axis.Labels);
        Assert.EndsWith(". The axis goes from 0.9 to 1 and does not begin at 0", caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_begins_at_0_needs_no_word()
    {
        Axis(AccuracyPlot.Of([Run]) with { YRange = new AxisRange(0, 1) }, out string caption);

        Assert.DoesNotContain("axis", caption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5, 3)]
    [InlineData(-2, -1)]
    public void A_range_that_holds_nothing_is_refused_with_what_there_is(double low, double high)
    {
        var error = Assert.Throws<PlotException>(() => (AccuracyPlot.Of([Run]) with { YRange = new AxisRange(low, high) }).Compose());

        Assert.Contains("they go from 0.1 to 0.97. Give a range that holds some of them.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_between_two_samples_holds_the_line_that_joins_them()
    {
        TrainingRun jump = Run with { Samples = [.. Run.Samples.Select((sample, i) => sample with { Accuracy = i == 0 ? 0.1 : 0.97 })] };

        Assert.Equal(0.5, Axis(AccuracyPlot.Of([jump]) with { YRange = new AxisRange(0.5, 0.6) }, out _).Minimum);
    }

    [Fact]
    public void Zoomed_it_shows_what_comes_after_the_first_quarter_and_says_that_it_does_not_begin_at_0()
    {
        AccuracyPlot plot = AccuracyPlot.Of([Run, Run with { Seed = 2, ValidationAccuracy = 0.98 }]) with { Zoom = true };

        ValueAxis axis = Axis(plot, out string caption);

        double afterQuarter = Run.Samples[10].Accuracy; // of 40 samples over 2,000 steps; 0.98 is the end of the other
        double room = 0.04 * (0.98 - afterQuarter);
        Assert.Equal(afterQuarter - room, axis.Minimum, 1e-3); // both are rounded outwards
        Assert.Equal(0.98 + room, axis.Maximum, 1e-3);
        Assert.True(axis.Minimum <= afterQuarter - room && axis.Maximum >= 0.98 + room);
        Assert.Contains("and does not begin at 0", caption, StringComparison.Ordinal);
        Assert.Contains("and does not begin at 0", plot.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_diverged_does_not_crush_a_zoomed_axis_and_is_told_to_end_outside()
    {
        ValueAxis axis = Axis(AccuracyPlot.Of([Run, MadeUpRuns.Diverged(MadeUpRuns.Run(false))]) with { Zoom = true }, out string caption);

        Assert.InRange(axis.Minimum, 0.6, 0.8);
        Assert.EndsWith("; 1 of 2 curves end outside it", caption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_variance_a_zoomed_axis_still_shows_half_a_hundredth(double accuracy)
    {
        TrainingRun flat = Run with { Samples = [.. Run.Samples.Select(sample => sample with { Accuracy = accuracy })], ValidationAccuracy = accuracy };

        ValueAxis axis = Axis(AccuracyPlot.Of([flat]) with { Zoom = true }, out _);

        Assert.Equal(0.005, axis.Maximum - axis.Minimum, 1e-4);
        Assert.InRange(accuracy, axis.Minimum, axis.Maximum);
        Assert.InRange(axis.Minimum, 0, 1);
        Assert.InRange(axis.Maximum, 0, 1);
        Assert.Equal(axis.Labels.Length, axis.Labels.Distinct().Count());
    }

    [Fact]
    public void A_loss_that_falls_from_its_start_is_shown_whole_from_0()
    {
        ValueAxis axis = Axis(AccuracyPlot.Of([Run]) with { Metric = CurveMetric.Loss }, out string caption);

        Assert.Equal(0, axis.Minimum);
        Assert.Equal(2.4, axis.Maximum, 1e-9); // ln 10 = 2.303 at the start, some room, and rounded to a hundredth of its order
        Assert.DoesNotContain("axis", caption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(double.PositiveInfinity)]
    public void Losses_that_explode_do_not_crush_the_others_and_are_told(double loss)
    {
        TrainingRun explodes = MadeUpRuns.WithLoss(Run, i => i == 0 ? 2.5 : i == 1 ? 1e27 : loss) with { UseBatchNorm = false, Diverged = true };

        ValueAxis axis = Axis(AccuracyPlot.Of([explodes, Run]) with { Metric = CurveMetric.Loss }, out string caption);

        Assert.InRange(axis.Maximum, 2.3, 3.2);
        Assert.Contains($"values go up to {(loss == 1e30 ? "1e30" : "1e27")}; 1 of 2 curves end outside it", caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_that_lies_far_above_all_others_is_told_and_not_shown_on_a_linear_axis()
    {
        TrainingRun high = MadeUpRuns.WithLoss(Run, _ => 5000);

        ValueAxis axis = Axis(AccuracyPlot.Of([high, Run]) with { Metric = CurveMetric.Loss }, out string caption);

        Assert.InRange(axis.Maximum, 2.3, 3.2);
        Assert.Contains("values go up to 5000; 1 of 2 curves end outside it", caption, StringComparison.Ordinal);
        Assert.InRange(Axis(AccuracyPlot.Of([high, Run]) with { Metric = CurveMetric.Loss, YScale = AxisScale.Log }, out _).Maximum, 5000, 10_000);
    }

    private static TrainingRun Perfect => Run with { Samples = [.. Run.Samples.Select((sample, i) => sample with { Accuracy = i < 20 ? 0.9 : 1 })], ValidationAccuracy = 1 };

    [Fact]
    public void A_logarithmic_axis_holds_all_values_above_0_and_has_a_number_a_decade()
    {
        ValueAxis axis = Axis(AccuracyPlot.Of([MadeUpRuns.WithLoss(Run, i => Math.Pow(10, 2 - i / 10.0))]) with { Metric = CurveMetric.Loss, YScale = AxisScale.Log }, out _);

        Assert.True(axis.IsLogarithmic);
        Assert.Equal(["0.01", "0.1", "1", "10", "100"], axis.Labels); // from 100 down to 10^-1.9 = 0.013, and some room
        Assert.True(axis.Minimum < Math.Pow(10, -1.9) && axis.Maximum > 100);
        Assert.Equal((2, -1), (axis.Position(100), axis.Position(0.1)));
    }

    [Fact]
    public void On_a_logarithmic_axis_0_stands_below_all_other_values()
    {
        ValueAxis axis = Axis(AccuracyPlot.Of([Perfect]) with { Metric = CurveMetric.Error, YScale = AxisScale.Log }, out string caption);

        Assert.Equal("0", axis.Labels[0]);
        Assert.Equal(axis.Position(0), axis.Position(axis.Ticks[0]));
        Assert.InRange(axis.Position(0), axis.Position(axis.Minimum) + 0.001, axis.Position(0.1) - 0.001);
        Assert.DoesNotContain("no place for", caption, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_logarithmic_axis_of_a_given_range_0_lies_at_the_lower_end_and_it_is_said()
    {
        var plot = AccuracyPlot.Of([Perfect]) with { Metric = CurveMetric.Error, YScale = AxisScale.Log, YRange = new AxisRange(0.01, 1) };

        ValueAxis axis = Axis(plot, out string caption);

        Assert.Equal(axis.Position(axis.Minimum), axis.Position(0));
        Assert.EndsWith(". 0, which a logarithmic axis has no place for, lies at its lower end", caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithmic_axis_refuses_a_range_from_0()
    {
        var error = Assert.Throws<PlotException>(() => (AccuracyPlot.Of([Run]) with { YScale = AxisScale.Log, YRange = new AxisRange(0, 1) }).Compose());

        Assert.Equal("A logarithmic axis has no place for 0. Let its range begin above 0, as at 0.001.", error.Message);
    }

    [Fact]
    public void All_panels_share_one_axis()
    {
        AccuracyPlot plot = MadeUpRuns.Grid(3) with { Zoom = true };

        Assert.Single(plot.Compose().CurvePanels().Select(panel => panel.Axis).Distinct());
    }

    private static ValueAxis Axis(AccuracyPlot plot, out string caption)
    {
        Figure figure = plot.Compose();
        caption = figure.Subtitle;
        return figure.CurvePanels()[0].Axis;
    }
}

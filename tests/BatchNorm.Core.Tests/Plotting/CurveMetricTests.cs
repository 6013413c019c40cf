using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class CurveMetricTests
{
    private static readonly TrainingRun Run = MadeUpRuns.Measured(MadeUpRuns.Run(true, 0.953));

    [Fact]
    public void An_error_is_what_accuracy_lacks_to_1_under_a_heading_and_beside_an_axis_of_its_own()
    {
        Figure figure = (AccuracyPlot.Of([Run]) with { Metric = CurveMetric.Error }).Compose();

        FigureSeries series = Assert.Single(figure.CurvePanels()[0].Series);
        Assert.Equal(("Validation Error During Training", "Validation error"), (figure.Title, figure.VerticalTitle));
        Assert.Equal(Run.Samples.Select(sample => 1 - sample.Accuracy).Append(1 - 0.953), series.Line.Select(point => point.Y));
        Assert.Equal("With Batch Norm: 0.047", series.Label);
        Assert.Same(ValueAxis.Share, figure.CurvePanels()[0].Axis);
    }

    [Fact]
    public void A_loss_ends_with_the_last_sample_as_nobody_knows_it_after_the_last_step()
    {
        Figure figure = (AccuracyPlot.Of([Run]) with { Metric = CurveMetric.Loss }).Compose();

        FigureSeries series = Assert.Single(figure.CurvePanels()[0].Series);
        Assert.Equal(("Validation Loss During Training", "Validation loss"), (figure.Title, figure.VerticalTitle));
        Assert.Equal(Run.Samples.Select(sample => sample.Loss), series.Line.Select(point => point.Y));
        Assert.Equal(1950, series.Line[^1].X);
        Assert.Equal(2000, series.End);
        Assert.Equal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"With Batch Norm: {Run.Samples[^1].Loss:0.000}"), series.Label);
    }

    [Theory]
    [InlineData(CurveMetric.Error, "mine")]
    [InlineData(CurveMetric.Loss, "")]
    public void A_heading_that_was_given_stays_whenever_it_was_given(CurveMetric metric, string title)
    {
        Assert.Equal(title, (AccuracyPlot.Of([Run]) with { Title = title, Metric = metric }).Compose().Title);
        Assert.Equal(title, (AccuracyPlot.Of([Run]) with { Metric = metric, Title = title }).Compose().Title);
    }

    [Fact]
    public void A_heading_goes_with_the_metric_each_time_it_is_changed() =>
        Assert.Equal("Validation Error During Training", (AccuracyPlot.Of([Run]) with { Metric = CurveMetric.Loss } with { Metric = CurveMetric.Error }).Title);

    [Theory]
    [InlineData(CurveMetric.Error, "Validation error, from 0 to 1, over the training steps.", "validation error 0.047 after the last step.")]
    [InlineData(CurveMetric.Loss, "Validation loss, from 0 to 2.4, over the training steps.", "validation loss 0.055 at the last sample.")]
    public void The_description_tells_the_metric_and_its_axis(CurveMetric metric, string axis, string ending)
    {
        string description = (AccuracyPlot.Of([Run]) with { Metric = metric }).Describe();

        Assert.StartsWith(axis, description, StringComparison.Ordinal); // ln 10, and some room above it
        Assert.EndsWith(ending, description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(0.0123456, "0.012")]
    [InlineData(0.00012345, "1.23e-4")]
    [InlineData(2.3e27, "2.30e27")]
    [InlineData(double.NaN, "no finite number")]
    [InlineData(double.PositiveInfinity, "no finite number")]
    public void A_loss_is_told_in_few_digits(double loss, string told)
    {
        TrainingRun run = MadeUpRuns.WithLoss(Run, _ => loss);

        Assert.Equal($"With Batch Norm: {told}", RunLabels.Of([new CurveRuns([run])], BandKind.None, PlottedMetric.Of(CurveMetric.Loss)).Single());
    }

    [Fact]
    public void The_mean_of_losses_and_its_band_have_no_upper_bound_and_end_at_0()
    {
        // 1 and 5 at every sample: a mean of 3, a standard deviation of 2.83
        TrainingRun[] runs = [MadeUpRuns.WithLoss(Run, _ => 1), MadeUpRuns.WithLoss(Run, _ => 5) with { Seed = 2 }];

        FigureSeries series = Series(runs, BandKind.StandardDeviation);

        Assert.All(series.Line, point => Assert.Equal(3, point.Y, 1e-12));
        Assert.All(series.Upper, point => Assert.Equal(3 + Math.Sqrt(8), point.Y, 1e-12));
        Assert.All(Series(runs, BandKind.ConfidenceInterval).Lower, point => Assert.Equal(0, point.Y));
    }

    [Fact]
    public void A_mean_goes_on_with_the_runs_that_have_not_diverged_and_the_legend_tells_how_many_have()
    {
        TrainingRun[] runs =
        [
            MadeUpRuns.WithLoss(Run, _ => 1), MadeUpRuns.WithLoss(Run, _ => 2) with { Seed = 2 },
            MadeUpRuns.WithLoss(Run, i => i < 10 ? 3 : double.NaN) with { Seed = 3, Diverged = true },
        ];

        FigureSeries series = Series(runs, BandKind.Range);

        Assert.Equal([2, 1.5], series.Line.Where((_, i) => i is 9 or 10).Select(point => point.Y));
        Assert.Equal(40, series.Line.Count);
        Assert.Equal("With Batch Norm, mean and range of 3: 1.500 (1 of 3 diverged)", series.Label);
    }

    [Fact]
    public void A_diverged_run_is_marked_at_the_last_loss_that_is_a_number()
    {
        FigureSeries series = Series([MadeUpRuns.WithLoss(Run, i => i < 10 ? i : double.NaN) with { Diverged = true }], BandKind.None);

        Assert.Equal((450, 9), (series.Divergence!.Value.X, series.Divergence.Value.Y));
    }

    private static FigureSeries Series(TrainingRun[] runs, BandKind band) =>
        (AccuracyPlot.Of(runs) with { Metric = CurveMetric.Loss, Band = band }).Compose().CurvePanels()[0].Series.Single();
}

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
    public void A_note_stands_behind_the_settings()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Comparison()]) with { Note = "23 of 40 comparisons are done.", Smoothing = 0.5 };

        Assert.EndsWith("seed 1, smoothed 0.5. 23 of 40 comparisons are done.", plot.Compose().Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_description_tells_every_setting_and_every_end()
    {
        TrainingRun diverged = MadeUpRuns.Diverged(MadeUpRuns.Run(false));

        string description = AccuracyPlot.Of([MadeUpRuns.Run(true, 0.953), diverged]).Describe();

        Assert.Contains(
            "With Batch Norm (ReLU, hidden layers 100-100-100, learning rate 0.01, weights N(0, 0.05²), batches of 60, "
            + "2,000 steps, sampled every 50, Mnist, Torch engine, seed 1): validation accuracy 0.953 after the last step.",
            description);
        Assert.Contains("validation accuracy 0.096 (diverged) after the last step.", description);
    }

    [Fact]
    public void With_a_band_comparisons_that_differ_in_the_seed_share_a_panel()
    {
        AccuracyPlot plot = AccuracyPlot.Of(
            [
                MadeUpRuns.Comparison(rate: 0.01, seed: 1), MadeUpRuns.Comparison(rate: 1, seed: 1),
                MadeUpRuns.Comparison(rate: 0.01, seed: 2), MadeUpRuns.Comparison(rate: 1, seed: 2),
            ],
            BandKind.Range);

        Assert.Equal("ReLU, weights N(0, 0.05²), Mnist", plot.Subtitle);
        Assert.Equal(["learning rate 0.01", "learning rate 1"], plot.Panels.Select(panel => panel.Title));
        Assert.All(plot.Panels, panel => Assert.Equal([2, 2], plot.Groups(panel).Select(group => group.Count)));
    }

    [Fact]
    public void Repeats_on_different_data_of_one_name_are_two_panels_told_apart()
    {
        AccuracyPlot plot = AccuracyPlot.Of([On('a', seed: 1), On('b', seed: 2)], BandKind.Range);

        Assert.Equal(["Idx: raw (aaaaaaaa), seed 1", "Idx: raw (bbbbbbbb), seed 2"], plot.Panels.Select(panel => panel.Title));

        static BatchNormComparison On(char digit, int seed) => BatchNormComparison.Of(
            Made(false, digit, seed), Made(true, digit, seed));
        static TrainingRun Made(bool batchNorm, char digit, int seed) =>
            MadeUpRuns.Run(batchNorm) with { Dataset = "Idx: raw", DatasetHash = new string(digit, 64), Seed = seed };
    }

    [Fact]
    public void One_dataset_of_two_names_is_named_once()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Run(true), MadeUpRuns.Run(true) with { Dataset = "Idx: copy", Seed = 2 }]);

        Assert.Equal("ReLU, learning rate 0.01, weights N(0, 0.05²), Mnist", plot.Subtitle);
    }

    [Fact]
    public void What_is_out_of_the_common_is_said_above_where_all_share_it()
    {
        TrainingRun without = MadeUpRuns.Run(false), with = MadeUpRuns.Run(true) with { Epsilon = 0.1, Decay = 0.99 };

        Assert.Equal(
            "ReLU, learning rate 0.01, weights N(0, 0.05²), epsilon 0.1, Mnist, seed 1",
            AccuracyPlot.Of([BatchNormComparison.Of(without, with)]).Subtitle);
    }

    [Fact]
    public void Runs_beside_comparisons_are_a_panel_of_their_own_under_what_all_share()
    {
        AccuracyPlot plot = AccuracyPlot.Of([MadeUpRuns.Comparison()], [MadeUpRuns.Run(true) with { LearningRate = 1 }]);

        Assert.Equal("ReLU, weights N(0, 0.05²), Mnist, seed 1", plot.Subtitle);
        Assert.Equal(["learning rate 0.01", "learning rate 1"], plot.Panels.Select(panel => panel.Title));
    }

    [Fact]
    public void The_line_of_a_group_is_the_mean_between_the_edges_of_its_band()
    {
        FigureSeries series = Series(AccuracyPlot.Of(MadeUpRuns.Seeds(true, 3)) with { Band = BandKind.Range });

        Assert.Equal(41, series.Line.Count);
        Assert.Equal(MadeUpRuns.Run(true, 0.9).Samples[^1].Accuracy, series.Line[^2].Y, 1e-12);
        Assert.Equal(MadeUpRuns.Run(true, 0.89).Samples[^1].Accuracy, series.Lower[^2].Y, 1e-12);
        Assert.Equal(MadeUpRuns.Run(true, 0.91).Samples[^1].Accuracy, series.Upper[^2].Y, 1e-12);
        Assert.Equal((1999, 0.9), (series.Line[^1].X, Math.Round(series.Line[^1].Y, 12)));
        Assert.Equal((1999, 0.89), (series.Lower[^1].X, Math.Round(series.Lower[^1].Y, 12)));
        Assert.Equal((1999, 0.91), (series.Upper[^1].X, Math.Round(series.Upper[^1].Y, 12)));
        Assert.Empty(series.Raw);
    }

    [Fact]
    public void A_group_of_one_is_its_line_without_a_band()
    {
        TrainingRun run = MadeUpRuns.Diverged(MadeUpRuns.Run(true));

        FigureSeries series = Series(AccuracyPlot.Of([run]) with { Band = BandKind.ConfidenceInterval });

        Assert.Equal(run.Samples.Select(sample => sample.Accuracy).Append(run.ValidationAccuracy), series.Line.Select(point => point.Y));
        Assert.False(series.HasBand);
        Assert.NotNull(series.Divergence);
    }

    [Fact]
    public void Smoothing_draws_the_average_over_the_raw_line_and_says_so()
    {
        TrainingRun run = MadeUpRuns.Run(true);
        AccuracyPlot plot = AccuracyPlot.Of([run]) with { Smoothing = 0.6 };

        double[] values = [.. run.Samples.Select(sample => sample.Accuracy), run.ValidationAccuracy];
        Assert.Equal(DebiasedAverage.Of(values, 0.6), Series(plot).Line.Select(point => point.Y));
        Assert.Equal(values, Series(plot).Raw.Select(point => point.Y));
        Assert.EndsWith(", smoothed 0.6", plot.Compose().Subtitle, StringComparison.Ordinal);
        Assert.Contains("smoothed by a moving average of weight 0.6", plot.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_ends_after_the_last_step_at_the_accuracy_that_the_legend_tells()
    {
        TrainingRun run = MadeUpRuns.Run(true) with { ValidationAccuracy = 0.666 };

        FigureSeries series = Series(AccuracyPlot.Of([run]));

        Assert.Equal((1999, 0.666), (series.Line[^1].X, series.Line[^1].Y));
        Assert.Equal("With Batch Norm: 0.666", series.Label);
    }

    [Fact]
    public void Where_a_sample_was_taken_after_the_last_step_nothing_is_added()
    {
        TrainingRun run = MadeUpRuns.Run(true) with { TrainingBatches = 1951 };

        Assert.Equal(run.Samples.Select(sample => (double)sample.Step), Series(AccuracyPlot.Of([run])).Line.Select(point => point.X));
    }

    [Fact]
    public void A_run_that_diverged_after_its_last_sample_is_marked_at_its_end()
    {
        TrainingRun run = MadeUpRuns.Run(false) with { Diverged = true, ValidationAccuracy = 0.0958 };

        FigureSeries series = Series(AccuracyPlot.Of([run]));

        Assert.Equal((1999, 0.0958), (series.Divergence!.Value.X, series.Divergence.Value.Y));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_run_that_diverged_is_marked_where_its_loss_first_was_no_finite_number(double loss)
    {
        TrainingRun run = MadeUpRuns.Run(false) with { Diverged = true };
        run = run with { Samples = [.. run.Samples.Select(sample => sample.Step < 500 ? sample : sample with { Loss = loss })] };

        FigureSeries series = Series(AccuracyPlot.Of([run]));

        Assert.Equal((500, run.Samples[10].Accuracy), (series.Divergence!.Value.X, series.Divergence.Value.Y));
    }

    [Fact]
    public void A_smoothed_mean_stays_in_its_band_where_it_climbs()
    {
        FigureSeries series = Series(AccuracyPlot.Of(MadeUpRuns.Seeds(true, 5)) with { Band = BandKind.Range, Smoothing = 0.9 });

        Assert.All(series.Line.Zip(series.Lower), pair => Assert.True(pair.First.Y >= pair.Second.Y - 1e-12));
        Assert.All(series.Line.Zip(series.Upper), pair => Assert.True(pair.First.Y <= pair.Second.Y + 1e-12));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_smoothing_beyond_its_bounds_is_refused(double smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MadeUpRuns.Grid(1) with { Smoothing = smoothing });

    [Fact]
    public void The_description_of_a_group_tells_mean_band_and_number()
    {
        string description = (AccuracyPlot.Of(MadeUpRuns.Seeds(true, 3)) with { Band = BandKind.StandardDeviation }).Describe();

        // 0.89, 0.90 and 0.91: a standard deviation of 0.01
        Assert.Contains(
            "mean of 3 runs, validation accuracy 0.900 after the last step, band of the standard deviation to either side "
            + "from 0.890 to 0.910 there.",
            description,
            StringComparison.Ordinal);
        Assert.DoesNotContain("seed", description, StringComparison.Ordinal);
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

    private static FigureSeries Series(AccuracyPlot plot) => plot.Compose().CurvePanels().Single().Series.Single();
}

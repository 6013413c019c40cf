using BatchNorm.Experiments;
using BatchNorm.Settings;
using static BatchNorm.Plotting.Sweeps.MadeSweeps;

namespace BatchNorm.Plotting.Sweeps;

public class HeatMapTests
{
    private static readonly double[] Rates = [2, 0.01, 0.1];
    private static readonly int[] Sizes = [20, 60, 100];
    private static readonly Activation[] Activations = [Activation.Tanh, Activation.ReLU];

    [Fact]
    public void The_settings_of_the_most_values_are_across_and_down_in_their_order_and_each_outcome_has_a_panel()
    {
        IReadOnlyList<HeatMapPanel> panels = HeatMaps(SweepPlot.Of(Grid(Rates, Activations)));

        Assert.Equal(["Test accuracy without batch norm", "Test accuracy with batch norm", "Difference: with \u2212 without"], panels.Select(panel => panel.Title));
        Assert.All(panels, panel => Assert.Equal(["0.01", "0.1", "2"], panel.ColumnLabels));
        Assert.All(panels, panel => Assert.Equal(["ReLU", "Tanh"], panel.RowLabels));
        Assert.Equal(["0.210", "0.310", "0.110", "0.210", "0.310", "0.110"], panels[0].Cells.Select(cell => cell.Lines[0]));
    }

    [Fact]
    public void Numbers_down_grow_upwards()
    {
        HeatMapPanel panel = HeatMaps(SweepPlot.Of(Grid(Rates, Activations)) with { X = "Activation", Y = "LearningRate" })[0];

        Assert.Equal(["2", "0.1", "0.01"], panel.RowLabels);
        Assert.Equal(["0.110", "0.110", "0.310", "0.310", "0.210", "0.210"], panel.Cells.Select(cell => cell.Lines[0]));
    }

    [Fact]
    public void Repeats_are_their_mean_with_their_spread_and_the_difference_has_its_interval()
    {
        // Means 0.7 and 0.9 with standard deviation 0.1 and 0; differences 0.3 and 0.1 of mean 0.2: t = 12.706 times 0.1 is cut at 1.
        SweepPlot plot = SweepPlot.Of([
            Comparison(0.01, seed: 1, without: 0.6), Comparison(0.01, seed: 2, without: 0.8),
            Comparison(0.1, seed: 1, without: 0.6), Comparison(0.1, seed: 2, without: 0.8),
        ]);

        IReadOnlyList<HeatMapPanel> panels = HeatMaps(plot);
        Assert.Equal(["0.700", "\u00b1 0.141"], panels[0].Cells[0].Lines);
        Assert.Equal(["0.900", "\u00b1 0.000"], panels[1].Cells[0].Lines);
        Assert.Equal(["+0.200", "\u22121.000 to 1.000"], panels[2].Cells[0].Lines);
        Assert.Contains("Over seeds 1,2: for accuracy the mean \u00b1 the standard deviation, for difference the mean and its 95 % interval", plot.Compose().Subtitle);
        Assert.Contains("Learning rate 0.1: accuracy without 0.700 (\u00b1 0.141); accuracy with 0.900 (\u00b1 0.000); difference +0.200 (\u22121.000 to 1.000); n = 2.", plot.Describe());
    }

    [Fact]
    public void Every_value_is_text_in_the_picture()
    {
        string[] texts = Texts(SweepPlot.Of(Grid(Rates, Activations, seeds: 2)));

        Assert.Superset(new HashSet<string> { "0.115", "0.215", "0.315", "0.822", "0.802", "+0.707", "\u00b1 0.007", "ReLU", "Tanh", "Learning rate", "Activation" }, texts.ToHashSet());
    }

    [Fact]
    public void One_setting_that_varies_makes_a_strip_and_none_a_cell()
    {
        HeatMapPanel strip = HeatMaps(SweepPlot.Of(Grid(Rates, [Activation.ReLU])))[0];
        SweepPlot one = SweepPlot.Of([Comparison()]);

        Assert.Equal((3, 1), (strip.ColumnLabels.Count, strip.RowLabels.Count));
        Assert.Equal(["0.700"], Assert.Single(HeatMaps(one)[0].Cells).Lines);
        Assert.Contains("No setting varies", one.Describe());
        Assert.Contains("All comparisons: accuracy without 0.700", one.Describe());
    }

    [Fact]
    public void What_is_not_there_what_failed_and_what_diverged_is_told_apart_in_words()
    {
        MissingComparison Of(Activation activation, double rate, string? failure) => new(Comparison(rate, activation) with { Name = "" }, failure);
        SweepPlot plot = SweepPlot.Of([Comparison(0.01), Diverged(Comparison(0.1)), Diverged(Comparison(1, seed: 1)), Comparison(1, seed: 2)]) with
        {
            Missing = [Of(Activation.Tanh, 0.01, "No memory."), Of(Activation.Tanh, 0.1, null)],
        };

        HeatMapPanel panel = HeatMaps(plot)[0];
        Assert.Equal(["0.700", "diverged", "0.700", "failed", "not done", "none"], panel.Cells.Select(cell => cell.Lines[0]));
        Assert.Equal([false, true, false, true, false, false], panel.Cells.Select(cell => cell.IsHatched));
        Assert.Equal([false, false, true, false, false, false], panel.Cells.Select(cell => cell.IsOutlined));
        Assert.Equal("1 of 2 div.", panel.Cells[2].Lines[^1]);
        Assert.Contains("Hatched: all runs diverged or failed. Outlined: some runs diverged", plot.Compose().Subtitle);
        Assert.Contains("Learning rate 0.01, activation Tanh: failed.", plot.Describe());
        Assert.Contains("Learning rate 0.1, activation Tanh: not done yet.", plot.Describe());
    }

    [Fact]
    public void Where_all_runs_diverged_there_is_still_a_picture() =>
        Assert.All(HeatMaps(SweepPlot.Of([.. Grid(Rates, Activations).Select(Diverged)]))[0].Cells, cell => Assert.Equal("diverged", cell.Lines[0]));

    [Fact]
    public void A_third_setting_makes_further_panels_and_what_is_beyond_them_is_averaged_over()
    {
        SweepPlot three = SweepPlot.Of(
            [.. from rate in Rates from activation in Activations from size in Sizes.Take(2) select Comparison(rate, activation, batchSize: size)]);
        SweepPlot four = SweepPlot.Of(
        [
            .. from rate in Rates
               from scale in Rates
               from size in Sizes
               from activation in Enum.GetValues<Activation>().Take(3)
               select Comparison(rate, activation, batchSize: size, scale: scale, with: activation == Activation.ReLU ? 0.8 : 0.9),
        ]);

        Assert.Equal(6, HeatMaps(three).Count);
        Assert.Equal(["Accuracy without: ReLU", "Accuracy with: ReLU", "Difference: ReLU", "Accuracy without: Tanh"], HeatMaps(three with { Y = "BatchSize" }).Take(4).Select(panel => panel.Title));
        Assert.Equal(9, HeatMaps(four).Count);
        Assert.Contains("Over seed 1 and every activation:", four.Compose().Subtitle);
        Assert.Equal("\u00b1 0.058", HeatMaps(four)[2].Cells[0].Lines[1]); // no interval: settings are no repeats
    }

    [Fact]
    public void Settings_that_go_together_are_one_axis()
    {
        BatchNormComparison[] both = [Comparison(0.01, batchSize: 20), Comparison(0.1, batchSize: 60), Comparison(1, batchSize: 100)];

        Figure figure = SweepPlot.Of(both).Compose();

        Assert.Equal("Learning rate and batch size", figure.HorizontalTitle);
        Assert.Equal(["0.01, 20", "0.1, 60", "1, 100"], ((HeatMapPanel)figure.Rows[0][0]).ColumnLabels);
    }

    [Fact]
    public void Images_that_were_predicted_alone_besides_make_no_other_cell()
    {
        IReadOnlyList<BatchNormComparison> grid = Grid(Rates, Activations);

        Figure figure = SweepPlot.Of([.. grid, grid[0] with { Name = "In24", IndividualPredictions = 200 }]).Compose();

        Assert.Equal(3, figure.PanelCount);
        Assert.Equal(6, ((HeatMapPanel)figure.Rows[0][0]).Cells.Count(cell => cell.Lines[0] != "none"));
    }

    [Fact]
    public void How_often_the_lesson_sampled_is_no_axis_and_makes_no_panels_of_its_overview()
    {
        SweepPlot plot = SweepPlot.Of([.. Lesson.Experiments.Select(Comparison)]);

        Figure figure = plot.Compose();

        Assert.Equal(("Learning rate", "Weight scale"), (figure.HorizontalTitle, figure.VerticalTitle));
        Assert.DoesNotContain(figure.Rows.SelectMany(row => row), panel => panel.Title.Contains("sampled", StringComparison.Ordinal));
        Assert.Contains("sampled every", figure.Subtitle, StringComparison.Ordinal);
        Assert.Equal("Sampled every", (plot with { Y = "BatchesPerSample" }).Compose().VerticalTitle);
    }

    [Fact]
    public void A_seed_that_was_sampled_more_often_besides_is_no_further_repeat()
    {
        BatchNormComparison[] seeds = [Comparison(seed: 1, with: 0.8), Comparison(seed: 2, with: 0.9), Comparison(0.1)];
        SweepPlot plot = SweepPlot.Of([.. seeds, .. seeds.Take(2).Select(seed => seed with { BatchesPerSample = seed.BatchesPerSample / 2 })]);

        Assert.Equal(HeatMaps(SweepPlot.Of(seeds))[2].Cells.Select(cell => cell.Lines), HeatMaps(plot)[2].Cells.Select(cell => cell.Lines));
        Assert.Contains("for difference the mean and its 95 % interval. Not told apart", plot.Compose().Subtitle, StringComparison.Ordinal);
        Assert.Contains("n = 2.", plot.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_run_twice_counts_once_and_one_with_two_results_has_no_cell()
    {
        SweepPlot twice = SweepPlot.Of([Comparison(), Comparison() with { Name = "again" }]);
        SweepPlot conflict = SweepPlot.Of([Comparison(), Comparison(without: 0.5)]);

        Assert.Equal(["0.700"], Assert.Single(HeatMaps(twice)[0].Cells).Lines);
        Assert.Equal(["conflict"], Assert.Single(HeatMaps(conflict)[0].Cells).Lines);
        Assert.Contains("Seed 1 is there more than once, with different results", conflict.Describe());
    }

    [Fact]
    public void An_accuracy_that_is_no_number_is_left_out_and_counted()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(0.01), Row(Comparison(0.1)) with { TestAccuracyWith = double.NaN }, Row(Comparison(1)) with { TestAccuracyWithout = double.PositiveInfinity }]);
        SweepPlot none = SweepPlot.Of([Row(Comparison(0.1)) with { TestAccuracyWith = double.NaN }]);

        Assert.Equal(["0.700"], Assert.Single(HeatMaps(plot)[0].Cells).Lines);
        Assert.Contains("Left out because an accuracy is no number: 2 comparisons", plot.Compose().Subtitle);
        Assert.Equal(["none"], Assert.Single(HeatMaps(none)[0].Cells).Lines);
        Assert.NotEmpty(Texts(none));
    }

    [Fact]
    public void Steps_that_were_never_reached_are_told_in_a_word()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(0.01, with: 0.95), Row(Comparison(0.1)) with { StepsTo90With = 50 }]) with { Outcomes = [SweepOutcome.StepsWithout, SweepOutcome.StepsWith] };

        IReadOnlyList<HeatMapPanel> panels = HeatMaps(plot);
        Assert.Equal("Median steps to 90 % with batch norm", panels[1].Title);
        Assert.Equal(["never", "never"], panels[0].Cells.Select(cell => cell.Lines[0]));
        Assert.Equal(["1,150", "50"], panels[1].Cells.Select(cell => cell.Lines[0]));
        Assert.Equal(["not known"], HeatMaps(SweepPlot.Of([Row(Comparison())]) with { Outcomes = [SweepOutcome.StepsWith], Measurement = new() { Accuracy = 0.8 } })[0].Cells[0].Lines);
    }

    [Fact]
    public void Success_is_a_share_of_so_many()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(seed: 1, without: 0.95), Comparison(seed: 2), Comparison(seed: 3)]) with { Outcomes = [SweepOutcome.SuccessRateWithout] };

        Assert.Equal(["33 %", "1 of 3"], HeatMaps(plot)[0].Cells[0].Lines);
    }

    [Fact]
    public void Ten_thousand_cells_are_colours_and_the_description_has_their_numbers()
    {
        double[] values = [.. Enumerable.Range(1, 100).Select(i => i / 1000.0)];
        SweepPlot plot = SweepPlot.Of([.. from rate in values from scale in values select Comparison(rate, scale: scale, without: rate, with: scale)]);

        string[] texts = Texts(plot);
        Assert.Contains(texts, text => text.Contains("too small for their numbers", StringComparison.Ordinal));
        Assert.InRange(texts.Length, 20, 400);
        Assert.Equal(10_001, plot.Describe().Split('\n').Count(line => line.Contains(": accuracy", StringComparison.Ordinal) || line.StartsWith("One run", StringComparison.Ordinal)));
        Assert.InRange(new FigureLayout(plot.Compose()).PixelWidth, 1000, 6000);
    }

    [Theory]
    [InlineData(150, 151)]
    [InlineData(300, 307)]
    public void Of_a_random_search_there_is_a_sentence_and_not_a_picture_of_empty_places(int count, int prime)
    {
        // The second of a rate keeps rate and scale from being one axis.
        SweepPlot plot = SweepPlot.Of([.. from i in Enumerable.Range(1, count) select Comparison(i / 1000.0, scale: i * 11 % prime / 1000.0), Comparison(0.001, scale: 0.002)]);

        Figure figure = plot.Compose();

        string message = $"{count} values of learning rate and {count} values of weight scale are too many for a heat map of what is there: "
            + "choose settings of fewer values for it, or draw parallel coordinates.";
        Assert.Equal(message, Assert.IsType<MessagePanel>(Assert.Single(Assert.Single(figure.Rows))).Message);
        Assert.Equal(("", ""), (figure.HorizontalTitle, figure.VerticalTitle));
        Assert.Contains(message, plot.Describe(), StringComparison.Ordinal);
        Assert.InRange(Texts(plot).Length, 3, 20);
        Assert.Equal(3, HeatMaps(plot with { Y = "Activation" }).Count);
    }

    [Fact]
    public void A_narrow_picture_has_its_panels_one_below_the_other_and_keeps_its_letters()
    {
        var layout = new FigureLayout((SweepPlot.Of(Grid(Rates, Activations)) with { Width = 360 }).Compose());

        Assert.Equal((1, 3, 360), (layout.Columns, layout.Rows, layout.PixelWidth));
        Assert.InRange(layout.Scale, 0.9, 1.5);
    }

    [Fact]
    public void Names_with_markup_and_control_characters_are_drawn_as_they_are()
    {
        BatchNormComparison[] named = [Comparison() with { Dataset = "<b>&\u0007", DatasetHash = "one" }, Comparison() with { Dataset = new string('x', 300), DatasetHash = "other" }];

        string[] texts = Texts(SweepPlot.Of(named));

        Assert.Contains("<b>&", texts.Select(text => text.Trim()));
        Assert.Contains($"{new string('x', 23)}\u2026", texts);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_a_sentence()
    {
        Assert.Throws<ArgumentException>(() => SweepPlot.Of([]));
        Assert.Contains("LearningRate", Assert.Throws<ArgumentException>(() => SweepPlot.Of([Comparison()]) with { X = "Colour" }).Message);
        Assert.Throws<ArgumentException>(() => SweepPlot.Of([Comparison()]) with { Outcomes = [] });
        Assert.Contains("both across and down", Assert.Throws<PlotException>(() => (SweepPlot.Of([Comparison()]) with { X = "Seed", Y = "Seed" }).Compose()).Message);
    }

    [Fact]
    public void A_setting_that_does_not_vary_and_the_seed_may_be_asked_for()
    {
        HeatMapPanel panel = HeatMaps(SweepPlot.Of([Comparison(seed: 3), Comparison(seed: 1, without: 0.6)]) with { X = "Seed", Y = "LearningRate" })[0];

        Assert.Equal(["1", "3"], panel.ColumnLabels);
        Assert.Equal(["0.01"], panel.RowLabels);
        Assert.Equal(["0.600", "0.700"], panel.Cells.Select(cell => cell.Lines[0]));
    }
}

using BatchNorm.Experiments;
using BatchNorm.Settings;
using static BatchNorm.Plotting.Sweeps.MadeSweeps;

namespace BatchNorm.Plotting.Sweeps;

public class ImportanceTests
{
    [Fact]
    public void A_setting_has_all_of_what_only_it_changes()
    {
        // Without, only the rate matters; with, only the activation; one seed each.
        SweepPlot plot = SweepPlot.Of(Grid([0.01, 0.1, 1], [Activation.ReLU, Activation.Tanh]), SweepPlotKind.Importance);

        Assert.Contains("Learning rate: 100 % of the variance of accuracy without, 0 % of the variance of accuracy with", plot.Describe());
        Assert.Contains("Activation: 0 % of the variance of accuracy without, 100 % of the variance of accuracy with", plot.Describe());
        Assert.Contains("One run for each combination: noise is in what settings do together", plot.Compose().Subtitle);
        Assert.Superset(new HashSet<string> { "100 % accuracy without", "100 % accuracy with", "Share of the variance" }, Texts(plot).ToHashSet());
    }

    [Fact]
    public void Repeats_have_a_bar_of_their_own()
    {
        // The same means everywhere: all that differs is the seeds.
        SweepPlot plot = SweepPlot.Of(
            [.. from seed in Enumerable.Range(1, 6) select Comparison(seed % 2 == 0 ? 0.01 : 0.1, seed: (seed + 1) / 2, without: 0.1 * ((seed + 1) / 2))],
            SweepPlotKind.Importance);

        Assert.Contains("Learning rate: 0 % of the variance of accuracy without", plot.Describe());
        Assert.Contains("Noise (seeds): 100 % of the variance of accuracy without", plot.Describe());
        Assert.Contains("The same everywhere: accuracy with", plot.Compose().Subtitle);
        Assert.Contains("\u2013 accuracy with", Texts(plot));
    }

    [Fact]
    public void Combinations_that_are_filled_are_counted()
    {
        SweepPlot plot = SweepPlot.Of([Comparison(0.01), Comparison(0.1), Comparison(0.01, Activation.Tanh, without: 0.5)], SweepPlotKind.Importance);

        Assert.Contains("1 of 4 combinations", plot.Compose().Subtitle);
    }

    [Fact]
    public void Where_there_is_nothing_to_tell_a_sentence_says_why()
    {
        SweepPlot one = SweepPlot.Of([Comparison()], SweepPlotKind.Importance);
        SweepPlot few = SweepPlot.Of(
            [.. from i in Enumerable.Range(1, 6) select Comparison(i, (Activation)(i % 3), batchSize: i % 4 + 1)], SweepPlotKind.Importance);

        Assert.Contains("No setting varies", one.Describe());
        Assert.Contains(Texts(one), text => text.StartsWith("No setting varies", StringComparison.Ordinal));
        Assert.Contains("Of 72 combinations of the settings\u2019 values fewer than half have results", few.Describe());
        Assert.NotEmpty(Texts(few));
    }

    [Fact]
    public void A_row_of_which_nothing_is_done_is_no_row()
    {
        SweepPlot plot = SweepPlot.Of(Grid([0.01, 0.1], [Activation.ReLU]), SweepPlotKind.Importance) with
        {
            Missing = [.. Grid([0.01, 0.1], [Activation.Tanh, Activation.Sigmoid]).Select(experiment => new MissingComparison(experiment, null))],
        };

        Assert.Contains("Learning rate: 100 %", plot.Describe());
        Assert.DoesNotContain("Activation", plot.Describe());
    }

    [Theory]
    [InlineData(SweepPlotKind.Importance)]
    [InlineData(SweepPlotKind.ParallelCoordinates)]
    public void What_changes_no_accuracy_is_no_setting_of_it_and_the_caption_says_so(SweepPlotKind kind)
    {
        BatchNormComparison[] once = [.. Grid([0.01, 0.1], [Activation.ReLU, Activation.Tanh], seeds: 3)];
        BatchNormComparison[] twice = [.. once, .. once.Select(comparison => comparison with { BatchesPerSample = 7 })];

        string[] all = SweepPlot.Of(twice, kind).Describe().Split('\n'), some = SweepPlot.Of(once, kind).Describe().Split('\n');

        Assert.Contains("Not told apart, as no accuracy depends on it: sampled every.", all);
        Assert.Equal(some.Where(line => line.Contains("accuracy with", StringComparison.Ordinal)), all.Where(line => line.Contains("accuracy with", StringComparison.Ordinal)));
        Assert.DoesNotContain(SweepPlot.Of([.. once.Take(1), once[0] with { BatchesPerSample = 7 }], kind).Describe(), "Not told apart", StringComparison.Ordinal);
    }
}

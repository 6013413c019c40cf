using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;
using BatchNorm.Training;
using SkiaSharp;

namespace BatchNorm.Plotting.Pairs;

public class PairPlotTests
{
    private static CancellationToken Running => TestContext.Current.CancellationToken;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly double[] Lower = [0.80, 0.82, 0.90, 0.92], Higher = [0.95, 0.95, 0.95, 0.93];

    [Fact]
    public void A_group_is_a_panel_with_both_sides_the_differences_and_their_numbers()
    {
        XElement root = Draw(PairPlot.Of(Seeds(Lower, Higher), cancellation: Running));

        // The interval is the one worked by hand in BatchNormMeasurementTests; p = 2 / 2^4, which is written as 0.13.
        Assert.Superset(
            new HashSet<string> { "without", "with", "with \u2212 without", "Test accuracy", "+0.0850 [\u22120.0201, +0.1901], n = 4, p = 0.13" }, Texts(root).ToHashSet());
        Assert.Contains("seed 1: 0.8000 to 0.9500; seed 2: 0.8200 to 0.9500", Description(root), StringComparison.Ordinal);
        Assert.Contains("mean 0.8600 without, 0.9450 with, difference +0.0850, 95 % interval from \u22120.0201 to +0.1901, n = 4, p 0.13.", Description(root), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_have_titles_and_a_p_that_is_corrected()
    {
        string[] texts = Texts(Draw(PairPlot.Of([.. Seeds(Lower, Higher), .. Seeds(Lower, Higher, rate: 1)], cancellation: Running)));

        Assert.Contains("rate 0.01", texts);
        Assert.Contains("rate 1", texts);
        Assert.Equal(2, texts.Count(text => text.EndsWith("n = 4, Holm p = 0.25", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PairPlotKind.Auto, 9, true)]
    [InlineData(PairPlotKind.Auto, 10, false)]
    [InlineData(PairPlotKind.Estimation, 10, true)]
    [InlineData(PairPlotKind.Forest, 1, false)]
    public void Many_groups_are_rows_unless_panels_are_asked_for(PairPlotKind kind, int groups, bool isEstimation)
    {
        PairPlot plot = PairPlot.Of(Groups(groups), cancellation: Running) with { Kind = kind };

        Assert.Equal(isEstimation, plot.IsEstimation);
        Assert.Equal(isEstimation, Texts(Draw(plot)).Contains("with \u2212 without"));
    }

    [Fact]
    public void A_row_has_its_name_its_difference_n_and_p()
    {
        string[] texts = Texts(Draw(PairPlot.Of([.. Seeds(Lower, Higher), .. Seeds(Higher, Lower, rate: 1)], cancellation: Running) with { Kind = PairPlotKind.Forest }));

        Assert.Superset(
            new HashSet<string>
            {
                "rate 0.01", "rate 1", "mean [interval]", "n", "Holm p", "4", "0.25", "Test accuracy with less without",
                "+0.0850 [\u22120.0201, +0.1901]", "\u22120.0850 [\u22120.1901, +0.0201]",
            },
            texts.ToHashSet());
    }

    [Fact]
    public void Any_two_groups_are_drawn_against_each_other()
    {
        TrainingRun[] relu = GroupedRuns.Runs(Activation.ReLU, Lower), tanh = GroupedRuns.Runs(Activation.Tanh, Higher);

        string[] paired = Texts(Draw(PairPlot.Of(GroupedRuns.Compared([.. relu, .. tanh]))));
        string[] apart = Texts(Draw(PairPlot.Of(GroupedRuns.Compared([.. relu, .. GroupedRuns.Runs(Activation.Tanh, Higher, firstSeed: 11)]))));

        Assert.Superset(new HashSet<string> { "Tanh against ReLU", "ReLU", "Tanh", "difference", "+0.0850 [\u22120.0201, +0.1901], n = 4, p = 0.13" }, paired.ToHashSet());
        Assert.Contains(apart, text => text.Contains("n = 4, 4, p = ", StringComparison.Ordinal));
        Assert.Contains(apart, text => text.Contains("interval (Welch)", StringComparison.Ordinal));
    }

    [Fact]
    public void One_seed_is_drawn_without_an_interval()
    {
        XElement root = Draw(PairPlot.Of(Seeds([0.8], [0.9]), cancellation: Running));

        Assert.Contains("+0.1000, n = 1", Texts(root));
        Assert.Contains("without an interval", Description(root), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PairPlotKind.Estimation)]
    [InlineData(PairPlotKind.Forest)]
    public void Without_any_spread_numbers_stay_short(PairPlotKind kind)
    {
        XElement root = Draw(PairPlot.Of(Seeds([0.0958, 0.0958, 0.0958], [0.0958, 0.0958, 0.0958]), cancellation: Running) with { Kind = kind });

        Assert.Contains(Texts(root), text => text.StartsWith("0 [0, 0]", StringComparison.Ordinal));
        Assert.DoesNotContain(Texts(root), text => text.Length > 9 && text.All(letter => char.IsDigit(letter) || letter is '.' or ',' or '\u2212' or '+'));
    }

    [Fact]
    public void An_interval_without_any_length_is_drawn_as_a_bar_at_the_mean()
    {
        XElement root = Draw(PairPlot.Of(Seeds([0.1, 0.1], [0.1, 0.1]), cancellation: Running));

        string[] lines = [.. root.Descendants(Svg + "path").Where(path => path.Attribute("stroke-width")?.Value == "2.5").Select(path => path.Attribute("d")!.Value)];
        Assert.Equal(6, lines.Length); // for each end a line to it and both halves of its bar
        Assert.Single(lines.SelectMany(line => line.TrimStart('M').Split('L')).Select(point => point.Split(' ')[1]).Distinct());
    }

    [Fact]
    public void How_many_diverged_is_said()
    {
        BatchNormComparison[] diverged = [.. Seeds([0.1, 0.1], [0.1, 0.1]).Select(one =>
            one with { WithoutBatchNorm = one.WithoutBatchNorm with { Diverged = true }, WithBatchNorm = one.WithBatchNorm with { Diverged = one.Seed == 1 } })];

        Assert.Contains("diverged: 2 without, 1 with", Texts(Draw(PairPlot.Of(diverged, cancellation: Running))));
    }

    [Fact]
    public void A_wide_interval_does_not_crush_the_accuracies()
    {
        // Differences 0.001 and 0.003: t(1) = 12.706 makes an interval 0.0254 wide, of accuracies that lie 0.004 apart.
        var panel = new EstimationPanel(PairPlot.Of(Seeds([0.950, 0.951], [0.951, 0.954]), cancellation: Running).Rows[0]);

        Assert.InRange(panel.Axis.Minimum, 0.93, 0.9475);
        Assert.InRange(panel.Axis.Maximum, 0.957, 0.97);
    }

    [Fact]
    public void Ticks_of_accuracies_lie_between_0_and_1()
    {
        var panel = new EstimationPanel(PairPlot.Of(Seeds([0.1, 0.9], [0.9, 0.95]), cancellation: Running).Rows[0]);

        Assert.All(panel.Axis.Ticks, tick => Assert.InRange(tick, 0, 1));
    }

    [Fact]
    public void A_group_that_cannot_be_measured_is_left_out_and_said_to_be()
    {
        BatchNormComparison[] conflicting = [.. Seeds([0.5], [0.6], rate: 1), .. Seeds([0.5], [0.7], rate: 1)];

        string[] texts = Texts(Draw(PairPlot.Of([.. Seeds(Lower, Higher), .. conflicting], cancellation: Running)));

        Assert.Contains("1 group left out: Seed 1 is there more than once", string.Join(' ', texts), StringComparison.Ordinal);
        Assert.Throws<PlotException>(() => PairPlot.Of(conflicting, cancellation: Running));
        Assert.Throws<ArgumentException>(() => PairPlot.Of(Array.Empty<BatchNormComparison>(), cancellation: Running));
    }

    [Fact]
    public void Accuracies_that_are_no_numbers_are_left_out()
    {
        XElement root = Draw(PairPlot.Of(Seeds([0.8, double.NaN, 0.9, 0.9], [0.9, 0.9, double.PositiveInfinity, 0.95]), cancellation: Running));

        Assert.Contains(Texts(root), text => text.Contains("n = 2,", StringComparison.Ordinal));
        Assert.Throws<PlotException>(() => PairPlot.Of(Seeds([double.NaN], [0.5]), cancellation: Running));
    }

    [Fact]
    public void Data_of_two_kinds_makes_two_groups()
    {
        BatchNormComparison[] others =
            [.. Seeds(Lower, Higher).Select(one => BatchNormComparison.Of(Of(one.WithoutBatchNorm), Of(one.WithBatchNorm)))];

        Assert.Superset(new HashSet<string> { "Mnist", "Other" }, Texts(Draw(PairPlot.Of([.. Seeds(Lower, Higher), .. others], cancellation: Running))).ToHashSet());

        static TrainingRun Of(TrainingRun run) => run with { Dataset = "Other", DatasetHash = "hash of other" };
    }

    [Theory]
    [InlineData(PairPlotKind.Estimation)]
    [InlineData(PairPlotKind.Forest)]
    public void Names_with_markup_and_control_characters_are_drawn_as_text(PairPlotKind kind)
    {
        BatchNormComparison[] named = [.. Seeds(Lower, Higher).Select(one => one with { Name = "<b>&\"\u001b[31m\u0000\n\u65e5\u672c" }), .. Seeds(Lower, Higher, rate: 1)];

        PairPlot plot = PairPlot.Of(named, cancellation: Running) with { Kind = kind };
        string[] texts = Texts(Draw(plot));

        Assert.DoesNotContain(plot.Rows, row => row.Title.Any(char.IsControl)); // a new line would be drawn over the heading

        Assert.Contains(texts, text => text.StartsWith("<b>&\" [31m", StringComparison.Ordinal) && text.Contains("\u65e5\u672c", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_thousand_groups_sixty_are_drawn_from_the_least_to_the_greatest()
    {
        PairPlot plot = PairPlot.Of(Groups(1000), cancellation: Running);
        string[] texts = Texts(Draw(plot));

        Assert.Equal(PairPlot.MostRows, plot.Rows.Count);
        Assert.Contains("60 of 1,000 groups, evenly from the least difference to the greatest", string.Join(' ', texts), StringComparison.Ordinal);
        Assert.Equal("rate 1", plot.Rows[0].Title);
        Assert.Equal("rate 1000", plot.Rows[^1].Title);
    }

    [Fact]
    public void Of_ten_thousand_seeds_a_hundred_are_drawn()
    {
        double[] without = [.. Enumerable.Range(0, 10_000).Select(i => 0.5 + (i % 100 / 1000.0))], with = [.. without.Select((x, i) => x + (i % 7 / 100.0))];

        XElement root = Draw(PairPlot.Of(Seeds(without, with), cancellation: Running));

        Assert.Contains("100 of 10,000 seeds drawn", Texts(root));
        Assert.InRange(root.Descendants().Count(), 100, 2000);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(360, 240)]
    [InlineData(1920, 1080)]
    [InlineData(10_000, 100)]
    public void It_is_drawn_at_any_size(int width, int height)
    {
        foreach (PairPlotKind kind in new[] { PairPlotKind.Estimation, PairPlotKind.Forest })
            Assert.Equal($"{width}", Draw(PairPlot.Of(Groups(12), cancellation: Running) with { Kind = kind, Width = width, Height = height }).Attribute("width")?.Value);
    }

    [Fact]
    public void Its_pixels_are_the_same_every_time()
    {
        string[] hashes = [.. Enumerable.Range(0, 2).Select(_ => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Written(PairPlot.Of(Groups(3)), ".svg"))))];

        Assert.Equal(hashes[0], hashes[1]);
        using SKCodec codec = SKCodec.Create(new MemoryStream(Written(PairPlot.Of(Groups(3), cancellation: Running) with { Width = 800 }, ".png")));
        Assert.Equal(800, codec.Info.Width);
    }

    [Fact]
    public void What_a_sweep_lacks_stands_below_the_heading() =>
        Assert.Contains("3 of 9 comparisons are missing", string.Join(' ', Texts(Draw(PairPlot.Of(Groups(2), cancellation: Running) with { Note = "3 of 9 comparisons are missing" }))), StringComparison.Ordinal);

    /// <summary>Groups that differ in their rate, from 1 on, and by more and more from without to with.</summary>
    private static BatchNormComparison[] Groups(int count) =>
        [.. Enumerable.Range(1, count).SelectMany(i => Seeds([0.5, 0.51, 0.52], [0.5 + (i / 4000.0), 0.51 + (i / 3900.0), 0.52 + (i / 4000.0)], rate: i))];

    private static BatchNormComparison[] Seeds(double[] without, double[] with, double rate = 0.01) => [.. without.Zip(with, (less, more) => (less, more)).Select((pair, i) =>
        BatchNormComparison.Of(
            MadeUpRuns.Run(false, pair.less, samples: 1) with { Seed = i + 1, LearningRate = rate },
            MadeUpRuns.Run(true, pair.more, samples: 1) with { Seed = i + 1, LearningRate = rate }))];

    private static string[] Texts(XElement root) => [.. root.Descendants(Svg + "text").Select(text => text.Value.Trim())];

    private static string Description(XElement root) => root.Element(Svg + "desc")!.Value;

    private static XElement Draw(PairPlot plot) => XElement.Load(new MemoryStream(Written(plot, ".svg")));

    private static byte[] Written(PairPlot plot, string extension)
    {
        string path = Path.Combine(Path.GetTempPath(), $"pairs-{Guid.NewGuid():N}{extension}");
        try
        {
            PlotWriter.Save(plot, path, overwrite: false, TestContext.Current.CancellationToken);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

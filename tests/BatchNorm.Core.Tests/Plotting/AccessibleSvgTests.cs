using System.Globalization;
using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class AccessibleSvgTests
{
    private static CancellationToken Running => TestContext.Current.CancellationToken;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_text_is_text_title_axes_ticks_and_legend()
    {
        string[] texts = Texts(Draw(MadeUpRuns.Grid(1)));

        Assert.Equal(
            [
                "ReLU, learning rate 0.01, weights N(0, 0.05²), Mnist, seed 1", "Training steps",
                "Validation Accuracy During Training", "Validation accuracy", "With Batch Norm: 0.953", "Without Batch Norm: 0.741",
            ],
            texts.Where(text => text.Any(char.IsLetter)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"],
            texts.Where(text => text.Length == 3 && text[1] == '.').Order());
        Assert.Contains("1,000", texts);
    }

    [Fact]
    public void Every_panel_has_its_title_its_legend_and_its_curves()
    {
        XElement root = Draw(MadeUpRuns.Grid(4));
        string[] texts = Texts(root);

        Assert.Equal(
            ["seed 1", "seed 2", "seed 3", "seed 4"], texts.Where(text => text.StartsWith("seed", StringComparison.Ordinal)));
        Assert.Equal(4, texts.Count(text => text == "With Batch Norm: 0.953"));
        Assert.Equal(2, texts.Count(text => text == "Validation accuracy"));
        Assert.Equal(2, texts.Count(text => text == "Training steps"));
        Assert.Equal(4, Curves(root, "#0072B2").Count());
        Assert.Equal(4, Curves(root, "#D55E00").Count());
    }

    [Fact]
    public void It_is_vectors_only() => Assert.Empty(Draw(MadeUpRuns.Grid(2)).Descendants(Svg + "image"));

    [Fact]
    public void Six_runs_in_a_panel_differ_in_line_and_label()
    {
        TrainingRun[] runs = [.. new[] { 0.01, 1, 2 }.SelectMany(rate =>
            new[] { MadeUpRuns.Run(false) with { LearningRate = rate }, MadeUpRuns.Run(true) with { LearningRate = rate } })];

        string[] labels = [.. Texts(Draw(AccuracyPlot.Of(runs))).Where(text => text.Contains("Batch Norm"))];

        Assert.Equal(6, labels.Distinct().Count());
        Assert.Contains("With Batch Norm, rate 1: 0.900", labels);
        Assert.Equal(6, CurveStyle.For(runs).Distinct().Count());
    }

    [Fact]
    public void Bands_differ_without_colour_too()
    {
        BatchNormComparison[] comparisons = [MadeUpRuns.Comparison(seed: 1), MadeUpRuns.Comparison(seed: 2)];

        XElement root = Draw(AccuracyPlot.Of(comparisons, BandKind.Range));

        // Edges are see-through lines, bands see-through areas.
        Assert.Equal(2, Curves(root, "#0072B2").Count(path => path.Attribute("stroke-opacity") is not null && path.Attribute("stroke-dasharray") is null));
        Assert.Equal(2, Curves(root, "#D55E00").Count(path => path.Attribute("stroke-opacity") is not null && path.Attribute("stroke-dasharray")?.Value == "7 3"));
        Assert.Single(Curves(root, "#0072B2"), path => Opacity(path) < 0.5);
        Assert.Single(Curves(root, "#D55E00"), path => Opacity(path) < 0.5);
    }

    [Fact]
    public void A_dashed_line_is_a_line_with_dashes_and_not_an_area_a_dash()
    {
        XElement root = Draw(AccuracyPlot.Of([MadeUpRuns.Run(false), MadeUpRuns.Run(true)]));

        XElement dashed = Assert.Single(Curves(root, "#D55E00"));
        Assert.Equal(("2", "7 3", "none"), (dashed.Attribute("stroke-width")?.Value, dashed.Attribute("stroke-dasharray")?.Value, dashed.Attribute("fill")?.Value));
        Assert.Equal(40, dashed.Attribute("d")!.Value.Count(c => c is 'M' or 'L') - 1); // its samples and its end: 41 points, of which the first is a move
        Assert.Null(Assert.Single(Curves(root, "#0072B2")).Attribute("stroke-dasharray"));
    }

    [Fact]
    public void A_picture_within_a_page_tells_where_its_axis_lies_and_has_no_longer_numbers_than_can_be_seen()
    {
        XElement root = AccessibleSvg.Inline(AccuracyPlot.Of([MadeUpRuns.Run(true)]), "Its name", "one", cancellation: Running);

        // 40 samples, every 50 steps: 2,000 steps, with 0.02 of them to either side.
        Assert.Equal("111 1131 -40 2040", root.Attribute("data-horizontal")!.Value);
        Assert.All(root.Descendants().Attributes("d"), points => Assert.DoesNotMatch(@"\.\d\d", points.Value));
        Assert.NotNull(root.Attribute("font-family"));

        // Of 784 units across, each is 1000 / 784 pixels, with which everything is written where it comes to lie: the axes begin at unit 74.
        XElement narrow = AccessibleSvg.Inline(AccuracyPlot.Of([MadeUpRuns.Run(true)]) with { Width = 1000 }, "Its name", "one", cancellation: Running);
        Assert.DoesNotContain(narrow.Descendants().Attributes("transform"), transform => transform.Value.StartsWith("scale", StringComparison.Ordinal));
        Assert.StartsWith("94.4 ", narrow.Attribute("data-horizontal")!.Value, StringComparison.Ordinal);
        Assert.Contains(narrow.Descendants().Attributes("d"), axis => axis.Value.Contains("M94.4 614.8", StringComparison.Ordinal));
        Assert.Empty(root.Descendants().Attributes("font-family"));
        Assert.Null(AccessibleSvg.Inline(MadeUpRuns.Grid(2), "Its name", "two", cancellation: Running).Attribute("data-horizontal"));
    }

    [Fact]
    public void A_run_of_one_sample_is_a_marker() =>
        Assert.Equal(2, Draw(AccuracyPlot.Of([MadeUpRuns.Run(true, samples: 1) with { TrainingBatches = 1 }])).Descendants(Svg + "ellipse").Count());

    [Fact]
    public void A_run_without_samples_still_has_its_entry_in_the_legend() =>
        Assert.Contains("With Batch Norm: 0.900", Texts(Draw(AccuracyPlot.Of([MadeUpRuns.Run(true, samples: 0)]))));

    [Fact]
    public void The_legend_makes_way_for_a_curve_along_the_bottom()
    {
        XElement kept = Legend(Draw(AccuracyPlot.Of([MadeUpRuns.Run(false), MadeUpRuns.Run(true)])));
        XElement moved = Legend(Draw(AccuracyPlot.Of([MadeUpRuns.Diverged(MadeUpRuns.Run(false)), MadeUpRuns.Run(true)])));

        Assert.True(Vertical(moved) < Vertical(kept) - 100, $"{Vertical(moved)} is not far above {Vertical(kept)}");
    }

    [Fact]
    public void Readers_who_cannot_see_it_are_told_what_it_shows()
    {
        AccuracyPlot plot = MadeUpRuns.Grid(1) with { Title = "Mine & \"yours\" <here>" };

        XElement root = Draw(plot);

        Assert.Equal("img", root.Attribute("role")?.Value);
        Assert.Equal($"{plot.Title}: {plot.Subtitle}", root.Element(Svg + "title")?.Value);
        Assert.Equal(plot.Describe(), root.Element(Svg + "desc")?.Value);
        Assert.Contains(plot.Title, Texts(root));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u0001b\nc")]
    [InlineData("\ud83d alone")]
    [InlineData("\u9a8c\u8bc1")]
    public void Any_title_makes_a_whole_document(string title) =>
        Assert.Contains("Training steps", Texts(Draw(MadeUpRuns.Grid(1) with { Title = title })));

    [Theory]
    [InlineData("\u0540\u0561\u0575\u0565\u0580\u0565\u0576")] // Armenian
    [InlineData("\u9a8c\u8bc1\u7cbe\u5ea6")]
    [InlineData("run \U0001F680 and \U0001F469\u200D\U0001F469\u200D\U0001F467, \u0e01\u0e33")]
    [InlineData("\u0627\u0644\u062f\u0642\u0629")]
    [InlineData("\u0150r\u0171lt \u0416\u0448 \u0100\u0101\u0102\u0103 \u5ea6")] // what may stand in for others stands for itself
    public void Letters_that_the_typeface_lacks_are_kept_wherever_a_name_stands(string name)
    {
        TrainingRun run = MadeUpRuns.Run(true) with { Name = name, Dataset = name };
        AccuracyPlot plot = AccuracyPlot.Of([BatchNormComparison.Of(MadeUpRuns.Run(false) with { Dataset = $"{name}!" }, run), MadeUpRuns.Comparison()])
            with { Title = name };

        string[] texts = Texts(Draw(plot));

        Assert.Contains(name, texts);
        Assert.Contains($"{name}: 0.900", texts);
        Assert.Equal(1, Texts(Draw(AccuracyPlot.Of([run]))).Count(text => text.EndsWith($", {name}, seed 1", StringComparison.Ordinal)));
    }

    [Fact]
    public void More_letters_than_can_be_stood_in_for_break_nothing()
    {
        string title = string.Concat(Enumerable.Range(0x4e00, 2000).Select(letter => (char)letter));

        Assert.StartsWith(title[..100], Texts(Draw(MadeUpRuns.Grid(1) with { Title = title }))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_fits_its_place_in_any_typeface() =>
        Assert.All(Draw(MadeUpRuns.Grid(1)).Descendants(Svg + "text"), text =>
        {
            Assert.EndsWith("sans-serif", text.Attribute("font-family")?.Value);
            Assert.True(double.Parse(text.Attribute("textLength")!.Value, CultureInfo.InvariantCulture) > 0);
        });

    [Fact]
    public void The_same_plot_is_the_same_bytes()
    {
        AccuracyPlot plot = MadeUpRuns.Grid(3);
        byte[] first = Bytes(plot);
        Bytes(MadeUpRuns.Grid(1));

        Assert.Equal(first, Bytes(plot));
        Assert.DoesNotContain((byte)'\r', first);
    }

    [Fact]
    public void Names_of_clip_paths_are_used_and_used_once()
    {
        XElement root = Draw(MadeUpRuns.Grid(4));
        string[] names = [.. root.Descendants(Svg + "clipPath").Attributes("id").Select(name => name.Value)];

        Assert.Equal(names.Distinct(), names);
        Assert.All(root.Descendants().Attributes("clip-path"), use => Assert.Contains(use.Value["url(#".Length..^1], names));
    }

    [Fact]
    public void Plots_in_one_page_share_no_ids_and_leave_their_size_to_it()
    {
        AccuracyPlot plot = MadeUpRuns.Grid(2) with { Title = "" };
        XElement[] roots = [AccessibleSvg.Inline(plot, "Its name", "one", cancellation: Running), AccessibleSvg.Inline(plot, "Its name", "two", cancellation: Running)];
        string[] ids = [.. roots.SelectMany(root => root.Descendants().Attributes("id")).Select(id => id.Value)];

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(roots, root =>
        {
            Assert.Null(root.Attribute("width"));
            Assert.Null(root.Attribute("height"));
            Assert.Equal("Its name", root.Element(Svg + "title")!.Value);
            Assert.Equal(root.Element(Svg + "title")!.Attribute("id")!.Value, root.Attribute("aria-labelledby")!.Value);
            Assert.Equal(root.Element(Svg + "desc")!.Attribute("id")!.Value, root.Attribute("aria-describedby")!.Value);
            Assert.All(root.Descendants().Attributes("clip-path"), use => Assert.Contains(use.Value["url(#".Length..^1], ids));
        });
    }

    private static XElement Draw(AccuracyPlot plot)
    {
        using var stream = new MemoryStream(Bytes(plot));
        return XElement.Load(stream);
    }

    private static byte[] Bytes(AccuracyPlot plot)
    {
        using var stream = new MemoryStream();
        AccessibleSvg.Write(plot, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static string[] Texts(XElement root) => [.. root.Descendants(Svg + "text").Select(text => text.Value)];

    // Curves are the paths of a colour that go through many points; the legend's samples of the lines are short.
    private static IEnumerable<XElement> Curves(XElement root, string color) =>
        root.Descendants(Svg + "path").Where(path =>
            path.Attributes().Any(attribute => attribute.Value == color) && path.Attribute("d")!.Value.Count(c => c == 'L') > 30);

    private static double Opacity(XElement path) =>
        double.Parse(path.Attribute("fill-opacity")?.Value ?? "1", CultureInfo.InvariantCulture);

    private static XElement Legend(XElement root) =>
        root.Descendants(Svg + "rect").Single(rect => rect.Attribute("stroke")?.Value == "#BFBFBF");

    private static double Vertical(XElement rect) => double.Parse(rect.Attribute("y")!.Value, CultureInfo.InvariantCulture);
}

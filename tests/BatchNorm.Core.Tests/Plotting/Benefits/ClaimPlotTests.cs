using System.Xml.Linq;
using BatchNorm.Benefits;
using BatchNorm.Experiments;
using BatchNorm.Files;
using static BatchNorm.Benefits.MadeClaims;

namespace BatchNorm.Plotting.Benefits;

public class ClaimPlotTests
{
    private const double Learned = 0.95, Lost = 0.1;

    private static readonly LessonClaimMeasurement Rates = Measure(
    [
        .. Rate(LessonClaimKind.Rates, 0.1, [.. Enumerable.Repeat((Learned, Learned), 10)]),
        .. Rate(LessonClaimKind.Rates, 1, [.. Enumerable.Repeat((Lost, Learned), 10)]),
    ]);

    private static readonly LessonClaimMeasurement Speed = Measure(
        Enumerable.Range(1, 4).Select(seed => Of(LessonClaimKind.Speed, seed, Learned, Learned, samplesWithout: Reaching(seed < 3 ? 400 : null), samplesWith: Reaching(100 * seed))));

    [Fact]
    public void A_claim_is_a_panel_with_the_share_of_seeds_and_its_interval_for_each_side_over_the_grid()
    {
        var panel = (PointPanel)new ClaimPlot([Rates]).Compose().Rows[0][0];

        Assert.Equal(["0.1", "1"], panel.Values);
        Assert.Equal([false, true], panel.Series.Select(series => series.WithBatchNorm));
        Assert.Equal([(0.0, 1.0), (1.0, 0.0)], panel.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal(0.722467, panel.Series[1].Points[0].Low!.Value, 1e-6); // Wilson's of 10 of 10
    }

    /// <summary>Two of four are there without at 400, the others never; with it one after the other at 100, 200, 300 and 400.</summary>
    [Fact]
    public void Speed_is_a_stair_of_the_seeds_that_are_there()
    {
        var panel = (PointPanel)new ClaimPlot([Speed]).Compose().Rows[0][0];

        Assert.Empty(panel.Values);
        Assert.Equal([(0, 0), (400, 0), (400, 0.25), (400, 0.25), (400, 0.5), (400, 0.5)], panel.Series[0].Points.Select(point => (point.X, point.Y)));
        Assert.Equal([0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1], panel.Series[1].Points.Select(point => point.Y));
    }

    [Fact]
    public void One_claim_has_its_verdict_and_its_numbers_above_it_and_several_above_each_panel()
    {
        Figure one = new ClaimPlot([Rates]).Compose(), both = new ClaimPlot([Rates, Speed]).Compose();

        Assert.Equal(("Rates: holds", "Learning rate", "Share of seeds that learn"), (one.Title, one.HorizontalTitle, one.VerticalTitle));
        Assert.Contains("0.1 without, 1 or more with", one.Subtitle, StringComparison.Ordinal);
        Assert.Equal(["Rates: holds (share that learns, by learning rate)", "Speed: cannot be told (share that got there, by step)"], both.Rows.SelectMany(row => row).Select(panel => panel.Title));
        Assert.Equal(("", ""), (both.HorizontalTitle, both.VerticalTitle));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(360, 1)]
    [InlineData(600, 2)]
    [InlineData(760, 3)]
    public void A_narrow_picture_has_no_more_panels_side_by_side_than_can_be_read(int? width, int columns)
    {
        var plot = new ClaimPlot([Rates, Speed, Rates, Speed, Rates]) { Width = width };

        Assert.Equal(columns, plot.Compose().Rows.Max(row => row.Count));
    }

    [Fact]
    public void The_words_have_every_number_of_the_picture()
    {
        string words = new ClaimPlot([Rates]).Describe();

        Assert.Contains(Rates.Sentence, words, StringComparison.Ordinal);
        Assert.Contains("0.1: 10 and 10 of 10, 1: 0 and 10 of 10", words, StringComparison.Ordinal);
    }

    public static TheoryData<LessonClaimKind> Kinds => [.. Enum.GetValues<LessonClaimKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_claim_is_drawn_also_of_one_seed_with_equal_numbers(LessonClaimKind kind)
    {
        using var folder = new TemporaryFolder();
        BatchNormComparison[] pairs = kind == LessonClaimKind.Regularization
            ? [Of(kind, 1, Learned, Learned, samplesWithout: Samples((0.95, 0.9)), samplesWith: Samples((0.95, 0.9)))]
            : [.. ((double[])[1, 2]).Select(value => Of(kind, 1, Learned, Learned, settings => Varied(kind, settings, value), Reaching(100), Reaching(100)))];
        var plot = new ClaimPlot([Measure(kind == LessonClaimKind.Speed ? pairs[..1] : pairs)]);

        foreach (string extension in (string[])["png", "svg"])
        {
            PlotWriter.Save(plot, folder.At($"{kind}.{extension}"), overwrite: false, TestContext.Current.CancellationToken);
            PlotWriter.Save(plot with { Width = 150, Height = 100 }, folder.At($"small.{extension}"), overwrite: true, TestContext.Current.CancellationToken);
        }

        string picture = File.ReadAllText(folder.At($"{kind}.svg"));
        Assert.All((string[])["#D55E00", "#0072B2"], side => Assert.Contains(side, picture, StringComparison.Ordinal)); // the colours of both sides
        Assert.True(new FileInfo(folder.At($"{kind}.png")).Length > 1000);
    }

    [Fact]
    public void Of_a_thousand_seeds_no_more_are_written_than_there_is_room_for()
    {
        var plot = new ClaimPlot([Measure(Enumerable.Range(1, 1000).Select(seed => Of(
            LessonClaimKind.Regularization, seed, Learned, Learned, samplesWithout: Samples((0.95, 0.9)), samplesWith: Samples((0.95, 0.9)))))]);
        using var stream = new MemoryStream();

        AccessibleSvg.Write(plot, stream, TestContext.Current.CancellationToken);

        stream.Position = 0;
        string[] texts = [.. XElement.Load(stream).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)];
        Assert.InRange(texts.Count(text => int.TryParse(text, out int seed) && seed > 1), 5, 60);
    }

    [Fact]
    public void No_claim_is_no_plot() => Assert.Throws<ArgumentException>(() => new ClaimPlot([]));

    private static Settings.Experiment Varied(LessonClaimKind kind, Settings.Experiment settings, double value) => kind switch
    {
        LessonClaimKind.Weights => settings with { WeightScale = value },
        LessonClaimKind.Activations => settings with { Activation = (Settings.Activation)value },
        LessonClaimKind.Depth => settings with { HiddenLayer = value == 1 ? "9" : "9,9" },
        LessonClaimKind.Speed => settings,
        _ => settings with { LearningRate = value },
    };
}

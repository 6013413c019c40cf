using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Training;

namespace BatchNorm.Reporting;

/// <summary>What a page says of its experiments, of those that are missing, and of more than it can hold.</summary>
public class ReportExperimentsTests
{
    private const string Svg = "{http://www.w3.org/2000/svg}";

    private static readonly XElement Everything = MadeReports.Page(MadeReports.OfEverything());

    [Fact]
    public void Every_experiment_with_curves_is_a_figure_that_is_described()
    {
        XElement[] pictures = [.. PageParts.Curves(Everything).Descendants($"{Svg}svg")];

        Assert.Equal(2, pictures.Length); // In23 and In24 were sampled once
        Assert.All(pictures, picture =>
        {
            Assert.Equal("img", picture.Attribute("role")!.Value);
            Assert.Null(picture.Attribute("width"));
            Assert.NotNull(picture.Attribute("viewBox"));
            Assert.NotEqual("", picture.Ancestors("figure").Single().Element("figcaption")!.Value);
            Assert.Contains("Validation accuracy, from 0 to 1", picture.Element($"{Svg}desc")!.Value, StringComparison.Ordinal);
        });
        Assert.Equal("Validation accuracy during training, In5", pictures[0].Element($"{Svg}title")!.Value);
        Assert.Contains(pictures[0].Descendants($"{Svg}text"), text => text.Value.Contains("mean of 3 with 95 % interval", StringComparison.Ordinal));
    }

    [Fact]
    public void Traced_inputs_of_hidden_units_are_a_figure_too()
    {
        BatchNormComparison comparison = MadeReports.Named("In9");
        ActivationSample[] trace =
            [.. Enumerable.Range(0, 10).Select(i => new ActivationSample { Step = i, Layer = 1 + i % 2, Percentile15 = -i, Percentile50 = 0, Percentile85 = i })];

        XElement page = MadeReports.Page(MadeReports.Of(comparison with
        {
            WithoutBatchNorm = comparison.WithoutBatchNorm with { ActivationSamples = [.. trace] },
            WithBatchNorm = comparison.WithBatchNorm with { ActivationSamples = [.. trace] },
        }));

        Assert.Equal(["accuracy-1", "activation-1"], page.Descendants("figure").Select(figure => figure.Attribute("id")!.Value));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Every_experiment_says_how_to_run_it_again() => Assert.Equal(
        ["Compare again, seeds 1..3", "Compare again, seeds 9", "Compare again, seeds 1", "Compare again, seeds 1"],
        Everything.Descendants("pre").Select(command => command.Value));

    [Fact]
    public void Pairing_is_told_by_the_hashes()
    {
        BatchNormComparison unpaired = MadeReports.Named("In5", seed: 2) with { IsPaired = false, BatchOrderHash = "" };
        XElement page = MadeReports.Page(MadeReports.Of(MadeReports.Named("In5"), unpaired));

        Assert.Contains("Pairing checked", Everything.Value, StringComparison.Ordinal);
        Assert.Contains("Of 1 of 2 comparisons it is not known", page.Value, StringComparison.Ordinal);
        string[][] seeds = PageParts.Cells(page, "experiment-1-seeds");
        Assert.Equal(["yes", "aaaaaaaaaaaa\u2026", "bbbbbbbbbbbb\u2026"], seeds[0][^3..]);
        Assert.Equal(["no", "aaaaaaaaaaaa\u2026", "\u2014"], seeds[1][^3..]);
    }

    [Fact]
    public void Results_that_contradict_each_other_are_shown_and_not_measured()
    {
        BatchNormReport report = MadeReports.Of(
            MadeReports.Named("In5"), MadeReports.Named("In5") with { TestAccuracyWith = 0.5 }, MadeReports.Named("In9", 1, 9));
        XElement page = MadeReports.Page(report);

        Assert.Equal(["In5 not measured", "2", "\u2014", "\u2014"], PageParts.Cells(page, "results-table")[0][..4]);
        Assert.Equal(report.Groups[0].Problem!.Message, page.Descendants("p").Single(p => p.Attribute("class")?.Value == "problem").Value);
        Assert.Equal(2, PageParts.Cells(page, "experiment-1-seeds").Length);
        Assert.Single(PageParts.Curves(page));
        Assert.Equal(2, PageParts.Cells(page, "statistics-table").Length);
    }

    [Fact]
    public void Each_experiment_is_folded_and_a_single_one_is_not()
    {
        Assert.All(PageParts.Experiments(Everything), part => Assert.Null(part.Attribute("open")));
        Assert.Equal(["In5", "In9", "In23", "In24"], PageParts.Experiments(Everything).Select(part => part.Element("summary")!.Element("h3")!.Value));
        Assert.Equal("0.7410 without, 0.9530 with, n = 3", PageParts.Experiments(Everything)[0].Element("summary")!.Element("span")!.Value);
        Assert.NotNull(Assert.Single(PageParts.Experiments(MadeReports.Page(MadeReports.Of(MadeReports.Named("In5"))))).Attribute("open"));
    }

    [Fact]
    public void Loss_and_time_stand_beside_accuracy()
    {
        BatchNormComparison pair = MadeReports.Named("In5");
        XElement page = MadeReports.Page(MadeReports.Of(
            pair with
            {
                WithoutBatchNorm = Timed(MadeUpRuns.Diverged(pair.WithoutBatchNorm), loss: double.NaN, seconds: 2),
                WithBatchNorm = Timed(pair.WithBatchNorm, loss: 0.25, seconds: 12.34),
            },
            MadeReports.Named("In5", seed: 2)));

        string[][] outcome = PageParts.Cells(page, "experiment-1-outcome"), samples = PageParts.Cells(page, "samples-1"), seeds = PageParts.Cells(page, "experiment-1-seeds");

        Assert.Equal(["without", "0.7410 0.7410 to 0.7410", "0.4184 0.0958 to 0.7410", "NaN", "1.00 0.00 to 2.00", "0 0 to 0", "1"], outcome[0]);
        Assert.Equal("0.6250 0.2500 to 1.0000", outcome[1][3]);
        Assert.Equal(31, samples.Length); // of 40
        Assert.Equal(["1,950", "NaN", "0.6250", "1.00", "6.17"], samples[^1].Where((_, i) => i is 0 or > 2));
        Assert.Equal(["NaN", "0.2500", "2.00", "12.3", "without"], seeds[0][6..11]);
    }

    [Fact]
    public void Of_a_half_done_sweep_it_says_which_comparisons_are_missing_and_why()
    {
        BatchNormComparison there = MadeReports.Named("In5");
        BatchNormReport report = BatchNormReport.Of(
            [there, there with { Seed = 2 }], new MeasurementSettings(), _ => "",
            [
                new MissingComparison(there with { Seed = 3 }, null), new MissingComparison(there with { Seed = 4 }, null),
                new MissingComparison(there with { Seed = 5 }, "No memory <left>."),
                new MissingComparison(MadeReports.Named("In9", rate: 1), null),
            ], cancellation: TestContext.Current.CancellationToken) with { Note = "2 of 6 comparisons are done, 1 failed." };
        XElement page = MadeReports.Page(report);
        string[][] rows = PageParts.Cells(page, "results-table");

        Assert.Equal(["In5 seeds 3..5 missing: 1 failed, the others are not done yet", "2 of 5"], rows[0][..2]);
        Assert.Equal(["In9 seed 1 missing: not done yet", "0 of 1", "\u2014"], rows[1][..3]);
        Assert.Equal("1", rows[1][^1]); // its learning rate, by which it can be found
        Assert.Equal(
            "Seeds 3,4 are not done yet. Seed 5 failed: No memory <left>.",
            page.Descendants("p").Single(p => (string?)p.Attribute("class") == "problem").Value);
        Assert.Contains("The table of results says which are missing.", page.Descendants("header").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_than_a_page_can_hold_it_says_what_is_left_out()
    {
        BatchNormComparison row = MadeUpRuns.Comparison() with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };
        XElement page = MadeReports.Page(MadeReports.Of([.. Enumerable.Range(1, 1001).Select(i => row with { Name = $"No {i}" })]));

        Assert.Equal(1000, PageParts.Cells(page, "results-table").Length);
        Assert.Equal(2000, PageParts.Cells(page, "statistics-table").Length);
        Assert.Equal(100, PageParts.Experiments(page).Length);
        Assert.Equal(
            [
                "1 experiment of 1,001 is left out of this table: it holds the first 1,000. A report of fewer holds all.",
                "1 experiment of 1,001 is left out of this table: it holds the first 1,000. A report of fewer holds all.",
                "901 experiments of 1,001 are left out of this part, which has plots and commands: it holds the first 100. A report of fewer holds all.",
            ],
            page.Descendants("p").Where(p => (string?)p.Attribute("class") == "note").Select(p => p.Value));
    }

    [Fact]
    public void Many_seeds_are_told_by_their_ends_and_listed_as_far_as_there_is_room()
    {
        BatchNormComparison row = MadeUpRuns.Comparison() with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };
        XElement page = MadeReports.Page(MadeReports.Of([.. Enumerable.Range(1, 201).Select(i => row with { Seed = 10 * i })]));

        Assert.Contains("seeds 201 from 10 to 2010.", page.Value, StringComparison.Ordinal);
        Assert.Equal(200, PageParts.Cells(page, "experiment-1-seeds").Length);
    }

    [Fact]
    public void Runs_that_cannot_be_drawn_together_are_told_of_and_the_others_are_drawn()
    {
        BatchNormComparison one = MadeReports.Named("In5"), other = MadeReports.Named("In5", seed: 2);
        BatchNormComparison cut = other with { WithBatchNorm = other.WithBatchNorm with { Samples = [.. other.WithBatchNorm.Samples.Take(20)] } };
        XElement page = MadeReports.Page(MadeReports.Of(one, cut, MadeReports.Named("In9", rate: 1)));

        Assert.Equal(["accuracy-2"], PageParts.Curves(page).Select(figure => figure.Attribute("id")!.Value));
        Assert.Contains("Runs with samples at different steps have no mean", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void No_number_is_longer_than_can_be_read()
    {
        BatchNormComparison pair = MadeReports.Named("In5", rate: 1e-27);
        XElement page = MadeReports.Page(MadeReports.Of(pair with
        {
            WithoutBatchNorm = Timed(pair.WithoutBatchNorm, loss: 1e27, seconds: 9e11),
            WithBatchNorm = Timed(pair.WithBatchNorm, loss: double.PositiveInfinity, seconds: 1e-27),
        }));

        Assert.All(PageParts.Texts(page.Element("body")!.Element("main")!), text => Assert.DoesNotMatch(@"[\d,]{15}", text));
    }

    [Fact]
    public void Comparisons_from_a_table_have_no_curves_and_the_page_says_so()
    {
        BatchNormComparison row = MadeUpRuns.Comparison() with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };
        XElement page = MadeReports.Page(MadeReports.Of(row));

        Assert.Empty(page.Descendants("figure"));
        Assert.Contains("no curve to draw", page.Value, StringComparison.Ordinal);
    }

    private static TrainingRun Timed(TrainingRun run, double loss, double seconds) => run with
    {
        Duration = TimeSpan.FromSeconds(seconds),
        Samples = [.. run.Samples.Select(sample => sample with { Loss = loss, Elapsed = TimeSpan.FromSeconds(seconds) })],
    };
}

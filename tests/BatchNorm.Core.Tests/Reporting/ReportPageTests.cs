using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Training;

namespace BatchNorm.Reporting;

public class ReportPageTests
{
    private const string Svg = "{http://www.w3.org/2000/svg}";
    private const string Script = "\"'><script>alert('x')</script>";

    private static readonly XElement Everything = MadeReports.Page(MadeReports.OfEverything());

    [Fact]
    public void It_tells_its_title_its_time_and_its_language()
    {
        XElement page = MadeReports.Page(MadeReports.OfEverything() with { Title = "My report" });

        Assert.Equal("My report", page.Descendants("h1").Single().Value);
        Assert.Equal("My report", page.Element("head")!.Element("title")!.Value);
        Assert.Equal("2026-03-09T12:05:00Z", page.Descendants("time").Single().Attribute("datetime")!.Value);
        Assert.Equal("9 March 2026 at 12:05 UTC", page.Descendants("time").Single().Value);
        Assert.Equal("en", page.Attribute("lang")!.Value);
    }

    [Theory]
    [InlineData("23 of 40 comparisons are done, 1 failed.", 1)]
    [InlineData("", 0)]
    public void It_tells_at_its_top_what_is_missing(string note, int notes)
    {
        XElement page = MadeReports.Page(MadeReports.OfEverything() with { Note = note });

        Assert.Equal(notes, page.Descendants("header").Single().Elements("p").Count(element => (string?)element.Attribute("class") == "note" && element.Value.EndsWith(note, StringComparison.Ordinal)));
        Assert.Equal(1 + notes, page.Descendants("header").Single().Elements("p").Count());
    }

    [Fact]
    public void Its_headings_go_down_one_step_at_a_time()
    {
        int[] levels = [.. Everything.Descendants().Select(element => element.Name.LocalName)
            .Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0')];

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Ids_are_unique_and_what_refers_to_one_finds_it()
    {
        string[] ids = [.. Everything.DescendantsAndSelf().Attributes("id").Select(id => id.Value)];
        string[] targets =
        [
            .. Everything.Descendants("a").Attributes("href").Select(link => link.Value[1..]),
            .. Everything.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "aria-labelledby" or "aria-describedby")
                .SelectMany(attribute => attribute.Value.Split(' ')),
            .. Everything.Descendants().Attributes("data-samples").Select(samples => samples.Value),
            .. Everything.Descendants().Attributes("clip-path").Select(use => use.Value["url(#".Length..^1]),
        ];

        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(targets.Except(ids));
        Assert.Contains("accuracy-1-name", targets);
        Assert.Contains("experiment-4", targets);
    }

    [Fact]
    public void It_loads_nothing_and_runs_nothing_but_its_own_script()
    {
        Assert.DoesNotContain(
            Everything.Descendants(),
            element => element.Name.LocalName is "link" or "img" or "iframe" or "object" or "image" or "use");
        Assert.All(
            Everything.DescendantsAndSelf().Where(element => element.Attribute("http-equiv") is null).Attributes(), // a hash may have two slashes
            attribute =>
            {
                Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), $"{attribute}");
                Assert.NotEqual("style", attribute.Name.LocalName);
                Assert.True(
                    attribute.IsNamespaceDeclaration || !attribute.Value.Contains("//", StringComparison.Ordinal), $"{attribute} leads out");
                if (attribute.Name.LocalName is "href" or "src")
                    Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal);
            });
        Assert.DoesNotMatch(@"url\(|@import|expression", Everything.Descendants("style").Single().Value);
        Assert.Empty(Everything.Descendants("script").Single().Attributes());
        Assert.DoesNotMatch(@"fetch|XMLHttp|import\b|eval|innerHTML|Storage|cookie", Everything.Descendants("script").Single().Value);
    }

    [Fact]
    public void Its_policy_allows_its_own_style_sheet_and_script_and_nothing_else()
    {
        string policy = Everything.Descendants("meta")
            .Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;

        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.All(
            ["style", "script"],
            part => Assert.Contains($"{part}-src 'sha256-{Hash(Everything.Descendants(part).Single().Value)}'; ", policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_table_says_what_it_shows_and_every_cell_stands_under_a_header()
    {
        XElement[] tables = [.. Everything.Descendants("table")];

        // results, statistics, single predictions, the outcomes and the seeds of four experiments, and the samples of two
        Assert.Equal(13, tables.Length);
        Assert.All(tables, table =>
        {
            Assert.NotEqual("", table.Element("caption")!.Value);
            Assert.All(table.Descendants("th"), header => Assert.NotNull(header.Attribute("scope")));
            Assert.Equal("0", table.Parent!.Attribute("tabindex")!.Value);
            int columns = Widths(table.Element("thead")!).Distinct().Single();
            Assert.All(table.Elements("tbody"), body => Assert.All(Widths(body), width => Assert.Equal(columns, width)));
        });
    }

    [Fact]
    public void Results_stand_beside_the_published_ones()
    {
        string[][] rows = Cells("results-table");

        Assert.Equal(
            ["In5", "3", "0.7410 0.7410 to 0.7410", "0.9530 0.9530 to 0.9530", "", "+0.2120 +0.2120 to +0.2120", "not reached", "1,150", "0.8262", "0.9525",
                "0.01", "population statistics", "none"],
            rows[0]);
        Assert.Equal(
            ["In9", "1", "0.7410", "0.9530", "", "+0.2120", "not reached", "1,150", "0.8262", "0.9525", "1", "population statistics", "none"], rows[1]);
        Assert.Equal(
            ["Learning rate", "Tested with", "Single predictions"],
            Everything.Descendants("th").Where(header => (string?)header.Attribute("class") == "setting").Select(header => header.Value));
    }

    [Fact]
    public void Without_anything_published_there_is_no_column_for_it() =>
        Assert.DoesNotContain("published", MadeReports.Html(MadeReports.Of(MadeUpRuns.Comparison())), StringComparison.Ordinal);

    [Fact]
    public void Statistics_have_their_intervals_and_one_seed_has_none()
    {
        BatchNormComparison[] seeds = [.. Enumerable.Range(1, 3).Select(seed =>
            MadeUpRuns.Comparison(seed: seed) with { TestAccuracyWithout = 0.78 + seed / 50.0, TestAccuracyWith = 0.95 })];

        string[][] rows = Cells("statistics-table", MadeReports.Page(MadeReports.Of(seeds)));

        // Student's t of 2 degrees of freedom is 4.3027: 4.3027 * 0.02 / sqrt(3) = 0.0497. Three of three: Wilson's low end is 3 / (3 + 1.96²).
        Assert.Equal(
            ["ReLU, learning rate 0.01, weights N(0, 0.05\u00b2)", "3", "without", "0.8200 0.7703 to 0.8697", "0.00 0.00 to 0.56", "not reached 0 of 3 got there",
                "+0.1300 +0.0803 to +0.1797", "0.250 the least that 3 pairs can give"],
            rows[0]);
        Assert.Equal(["with", "0.9500 0.9500 to 0.9500", "1.00 0.44 to 1.00", "1,150"], rows[1]);
        Assert.Equal("\u2014", Cells("statistics-table", MadeReports.Page(MadeReports.Of(seeds[0])))[0][^1]);
    }

    [Fact]
    public void Single_predictions_have_a_table_where_there_are_any()
    {
        Assert.Equal(["In23", "4", "the images given", "0.7410", "0.7500", "0.9530", "0.2500", "0.0500", "1"], Cells("single-predictions-table")[0]);
        Assert.Equal(["In24", "4", "the population", "0.7410", "0.7500", "0.9530", "1.0000", "0.9700", "4"], Cells("single-predictions-table")[1]);
        Assert.DoesNotContain("single-predictions", MadeReports.Html(MadeReports.Of(MadeUpRuns.Comparison())), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_experiment_with_curves_is_a_figure_that_is_described()
    {
        XElement[] pictures = [.. Curves(Everything).Descendants($"{Svg}svg")];

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
    public void Settings_are_said_once_where_they_are_shared_and_in_a_table_where_not()
    {
        XElement settings = Everything.Descendants("section").Single(section => section.Element("h2")?.Value == "Settings");

        Assert.Contains("Weight scale0.05", settings.Descendants("dl").Single().Elements().Select(entry => entry.Value));
        Assert.DoesNotContain(settings.Descendants("dt"), label => label.Value is "Feature maps" or "Learning rate"); // these networks have none, and two
        Assert.Contains("learning rate, tested with and single predictions, stands beside the results", settings.Value, StringComparison.Ordinal);
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
        string[][] seeds = Cells("experiment-1-seeds", page);
        Assert.Equal(["yes", "aaaaaaaaaaaa\u2026", "bbbbbbbbbbbb\u2026"], seeds[0][^3..]);
        Assert.Equal(["no", "aaaaaaaaaaaa\u2026", "\u2014"], seeds[1][^3..]);
    }

    [Fact]
    public void Markup_in_names_and_data_stays_text()
    {
        BatchNormComparison comparison = MadeReports.Named(Script);
        TrainingRun with = comparison.WithBatchNorm with { Name = Script, Dataset = Script };
        BatchNormComparison other = MadeReports.Named(Script, rate: 1) with { Dataset = Script, WithBatchNorm = with };

        XElement page = MadeReports.Page(MadeReports.Of(comparison, other) with { Title = Script });

        Assert.Equal(Everything.Descendants("script").Single().Value, page.Descendants("script").Single().Value);
        Assert.Equal(Script, page.Descendants("h1").Single().Value);
        Assert.Contains($"{Script}: ", page.Descendants("h3").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Controls_and_lone_surrogates_in_a_name_do_no_harm() =>
        Assert.Equal("a\uFFFDb\uFFFD", MadeReports.Page(MadeReports.Of(MadeReports.Named("a\u0001b\ud83d"))).Descendants("h3").Single().Value);

    [Fact]
    public void Every_culture_reads_the_same_page()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string here = MadeReports.Html(MadeReports.OfEverything());
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(here, MadeReports.Html(MadeReports.OfEverything()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Results_that_contradict_each_other_are_shown_and_not_measured()
    {
        BatchNormReport report = MadeReports.Of(
            MadeReports.Named("In5"), MadeReports.Named("In5") with { TestAccuracyWith = 0.5 }, MadeReports.Named("In9", 1, 9));
        XElement page = MadeReports.Page(report);

        Assert.Equal(["In5 not measured", "2", "\u2014", "\u2014"], Cells("results-table", page)[0][..4]);
        Assert.Equal(report.Groups[0].Problem!.Message, page.Descendants("p").Single(p => p.Attribute("class")?.Value == "problem").Value);
        Assert.Equal(2, Cells("experiment-1-seeds", page).Length);
        Assert.Single(Curves(page));
        Assert.Equal(2, Cells("statistics-table", page).Length);
    }

    [Fact]
    public void Each_experiment_is_folded_and_a_single_one_is_not()
    {
        Assert.All(Parts(Everything), part => Assert.Null(part.Attribute("open")));
        Assert.Equal(["In5", "In9", "In23", "In24"], Parts(Everything).Select(part => part.Element("summary")!.Element("h3")!.Value));
        Assert.Equal("0.7410 without, 0.9530 with, n = 3", Parts(Everything)[0].Element("summary")!.Element("span")!.Value);
        Assert.NotNull(Assert.Single(Parts(MadeReports.Page(MadeReports.Of(MadeReports.Named("In5"))))).Attribute("open"));
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

        string[][] outcome = Cells("experiment-1-outcome", page), samples = Cells("samples-1", page), seeds = Cells("experiment-1-seeds", page);

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
            ]) with { Note = "2 of 6 comparisons are done, 1 failed." };
        XElement page = MadeReports.Page(report);
        string[][] rows = Cells("results-table", page);

        Assert.Equal(["In5 seeds 3..5 missing: 1 failed, the others are not done yet", "2 of 5"], rows[0][..2]);
        Assert.Equal(["In9 seed 1 missing: not done yet", "0 of 1", "\u2014"], rows[1][..3]);
        Assert.Equal("1", rows[1][^1]); // its learning rate, by which it can be found
        Assert.Equal(
            "seeds 3,4 are not done yet. seed 5 failed: No memory <left>.",
            page.Descendants("p").Single(p => (string?)p.Attribute("class") == "problem").Value);
        Assert.Contains("The table of results says which are missing.", page.Descendants("header").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_than_a_page_can_hold_it_says_what_is_left_out()
    {
        BatchNormComparison row = MadeUpRuns.Comparison() with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };
        XElement page = MadeReports.Page(MadeReports.Of([.. Enumerable.Range(1, 1001).Select(i => row with { Name = $"No {i}" })]));

        Assert.Equal(1000, Cells("results-table", page).Length);
        Assert.Equal(2000, Cells("statistics-table", page).Length);
        Assert.Equal(100, Parts(page).Length);
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
        Assert.Equal(200, Cells("experiment-1-seeds", page).Length);
    }

    [Fact]
    public void Runs_that_cannot_be_drawn_together_are_told_of_and_the_others_are_drawn()
    {
        BatchNormComparison one = MadeReports.Named("In5"), other = MadeReports.Named("In5", seed: 2);
        BatchNormComparison cut = other with { WithBatchNorm = other.WithBatchNorm with { Samples = [.. other.WithBatchNorm.Samples.Take(20)] } };
        XElement page = MadeReports.Page(MadeReports.Of(one, cut, MadeReports.Named("In9", rate: 1)));

        Assert.Equal(["accuracy-2"], Curves(page).Select(figure => figure.Attribute("id")!.Value));
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

        Assert.All(Texts(page.Element("body")!.Element("main")!), text => Assert.DoesNotMatch(@"[\d,]{15}", text));
    }

    [Fact]
    public void Comparisons_from_a_table_have_no_curves_and_the_page_says_so()
    {
        BatchNormComparison row = MadeUpRuns.Comparison() with { WithoutBatchNorm = new TrainingRun(), WithBatchNorm = new TrainingRun() };
        XElement page = MadeReports.Page(MadeReports.Of(row));

        Assert.Empty(page.Descendants("figure"));
        Assert.Contains("no curve to draw", page.Value, StringComparison.Ordinal);
    }

    private static IEnumerable<XElement> Curves(XElement page) =>
        page.Descendants("figure").Where(figure => figure.Attribute("id")!.Value.StartsWith("accuracy", StringComparison.Ordinal));

    private static XElement[] Parts(XElement page) =>
        [.. page.Descendants("details").Where(details => (string?)details.Attribute("class") == "part")];

    private static TrainingRun Timed(TrainingRun run, double loss, double seconds) => run with
    {
        Duration = TimeSpan.FromSeconds(seconds),
        Samples = [.. run.Samples.Select(sample => sample with { Loss = loss, Elapsed = TimeSpan.FromSeconds(seconds) })],
    };

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The cells of a table's bodies as text, row by row.</summary>
    private static string[][] Cells(string caption, XElement? page = null) =>
    [
        .. (page ?? Everything).Descendants("table").Single(table => table.Element("caption")!.Element("span")!.Attribute("id")!.Value == caption)
            .Elements("tbody").Elements("tr").Select(row => row.Elements().Select(Text).ToArray()),
    ];

    private static string Text(XElement cell) => string.Join(' ', Texts(cell).Select(text => Spaces().Replace(text, " ").Trim()));

    private static IEnumerable<string> Texts(XElement element) => element.DescendantNodes().OfType<XText>().Select(text => text.Value);

    /// <summary>How many columns each row of a part of a table covers, with the cells that reach down into it.</summary>
    private static int[] Widths(XElement part)
    {
        XElement[] rows = [.. part.Elements("tr")];
        var widths = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (XElement cell in rows[i].Elements())
            {
                for (int down = i; down < i + Span(cell, "rowspan"); down++)
                    widths[down] += Span(cell, "colspan");
            }
        }

        return widths;
    }

    private static int Span(XElement cell, string attribute) => (int?)cell.Attribute(attribute) ?? 1;

    private static Regex Spaces() => new(@"\s+");
}

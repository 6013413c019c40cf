using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using BatchNorm.Experiments;
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
        string[][] rows = PageParts.Cells(Everything, "results-table");

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

        string[][] rows = PageParts.Cells(MadeReports.Page(MadeReports.Of(seeds)), "statistics-table");

        // Student's t of 2 degrees of freedom is 4.3027: 4.3027 * 0.02 / sqrt(3) = 0.0497. Three of three: Wilson's low end is 3 / (3 + 1.96²).
        Assert.Equal(
            ["ReLU, learning rate 0.01, weights N(0, 0.05\u00b2)", "3", "without", "0.8200 0.7703 to 0.8697", "0.00 0.00 to 0.56", "not reached 0 of 3 got there",
                "+0.1300 +0.0803 to +0.1797", "0.250 the least that 3 pairs can give"],
            rows[0]);
        Assert.Equal(["with", "0.9500 0.9500 to 0.9500", "1.00 0.44 to 1.00", "1,150"], rows[1]);
        Assert.Equal("\u2014", PageParts.Cells(MadeReports.Page(MadeReports.Of(seeds[0])), "statistics-table")[0][^1]);
    }

    /// <summary>Six pairs that all differ to one side have p = 2 / 2^6; the smaller of two is doubled by Holm, and the larger is not below it.</summary>
    [Fact]
    public void Several_experiments_have_their_p_corrected_as_well_and_what_for_is_told()
    {
        XElement page = MadeReports.Page(MadeReports.Of(
            [.. Enumerable.Range(1, 6).SelectMany(seed => (BatchNormComparison[])[MadeUpRuns.Comparison(0.01, seed), MadeUpRuns.Comparison(1, seed)])]));

        string[][] rows = PageParts.Cells(page, "statistics-table");
        Assert.Equal(["0.031 Holm p 0.063", "0.031 Holm p 0.063"], [rows[0][^1], rows[2][^1]]);
        Assert.Contains("corrected after Holm (1979) for 2 tests", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_predictions_have_a_table_where_there_are_any()
    {
        Assert.Equal(["In23", "4", "the images given", "0.7410", "0.7500", "0.9530", "0.2500", "0.0500", "1"], PageParts.Cells(Everything, "single-predictions-table")[0]);
        Assert.Equal(["In24", "4", "the population", "0.7410", "0.7500", "0.9530", "1.0000", "0.9700", "4"], PageParts.Cells(Everything, "single-predictions-table")[1]);
        Assert.DoesNotContain("single-predictions", MadeReports.Html(MadeReports.Of(MadeUpRuns.Comparison())), StringComparison.Ordinal);
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

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

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
}

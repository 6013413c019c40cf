using System.Globalization;
using System.Xml.Linq;
using BatchNorm.Reporting.Html;
using BatchNorm.Reporting.Sections;

namespace BatchNorm.Reporting;

/// <summary>
/// A report as a page: one document that loads nothing and can be read on a screen of any size, aloud and on paper. Its script sorts, filters and
/// reads values off plots; without it everything is there all the same.
/// </summary>
internal static class ReportPage
{
    private const string MainId = "report";
    private const int MostLinks = 24;

    private static readonly Lazy<PageAsset> StyleSheet = new(() => new PageAsset("report.css"));
    private static readonly Lazy<PageAsset> Script = new(() => new PageAsset("report.js"));

    public static XElement Of(BatchNormReport report, CancellationToken cancellation)
    {
        XElement[] sections =
        [
            .. new[]
            {
                OverviewSection.Of(report, cancellation),
                SummarySection.Of(report),
                ResultsSection.Of(report),
                StatisticsSection.Of(report),
                SinglePredictionsSection.Of(report),
                ExperimentsSection.Of(report, cancellation),
                SettingsSection.Of(report),
                OriginSection.Of(report),
            }.OfType<XElement>(),
        ];
        return new XElement(
            "html",
            new XAttribute("lang", "en"),
            Head(report),
            new XElement(
                "body",
                new XElement("a", new XAttribute("class", "skip"), new XAttribute("href", $"#{MainId}"), "Skip to the report"),
                new XElement("header", new XElement("h1", report.Title), new XElement("p", Made(report.Created)), Note(report)),
                Contents(sections),
                new XElement("main", new XAttribute("id", MainId), new XAttribute("tabindex", "-1"), sections),
                new XElement("script", Script.Value.Text)));
    }

    private static XElement Head(BatchNormReport report) => new(
        "head",
        Meta("charset", "utf-8"),
        new XElement("title", report.Title),
        new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", Policy())),
        Named("viewport", "width=device-width, initial-scale=1"),
        Named("color-scheme", "light dark"),
        Named("generator", $"BatchNorm {report.Machine.ModuleVersion}"),
        new XElement("style", StyleSheet.Value.Text));

    /// <summary>Nothing may be loaded; of styles and scripts the page's own only, told by their hashes.</summary>
    private static string Policy() =>
        $"default-src 'none'; style-src {StyleSheet.Value.Hash}; script-src {Script.Value.Hash}; base-uri 'none'; form-action 'none'";

    private static XElement Meta(string attribute, string value) => new("meta", new XAttribute(attribute, value));

    private static XElement Named(string name, string content) =>
        new("meta", new XAttribute("name", name), new XAttribute("content", content));

    private static object[] Made(DateTimeOffset created) =>
    [
        "Made on ",
        new XElement(
            "time",
            new XAttribute("datetime", created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            created.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        " by the BatchNorm module.",
    ];

    private static XElement? Note(BatchNormReport report) => report.Note.Length == 0
        ? null
        : new XElement(
            "p", new XAttribute("class", "note"), new XElement("strong", "Not all of it is there. "), report.Note,
            report.MissingGroups.Count + report.Groups.Count(group => group.Missing.Count > 0) == 0
                ? null
                : new object[] { " The table of ", Section.Link(ResultsSection.Id, "results"), " says which are missing." });

    /// <summary>Links to the sections, and to the parts of those that have a few.</summary>
    private static XElement Contents(IEnumerable<XElement> sections) => new(
        "nav", new XAttribute("aria-label", "Contents"), new XElement("ul", sections.Select(section =>
        {
            XElement heading = section.Elements().First();
            XElement[] parts = [.. section.Elements("details").Select(Folded.LinkTo)];
            return new XElement(
                "li",
                Section.Link(heading.Attribute("id")!.Value, heading.Value),
                parts.Length is 0 or > MostLinks ? null : new XElement("ul", parts.Select(link => new XElement("li", link))));
        })));
}

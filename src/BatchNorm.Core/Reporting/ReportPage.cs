using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using BatchNorm.Plotting;
using BatchNorm.Reporting.Html;
using BatchNorm.Reporting.Sections;

namespace BatchNorm.Reporting;

/// <summary>A report as a page: one document that loads nothing, runs nothing and can be read on a screen of any size, aloud and on paper.</summary>
internal static class ReportPage
{
    private const string StyleSheet = "BatchNorm.Reporting.report.css";
    private const string MainId = "report";

    private static readonly Lazy<string> Rules = new(ReadRules);

    /// <exception cref="PlotException">The runs of a group cannot be drawn together.</exception>
    public static XElement Of(BatchNormReport report, CancellationToken cancellation)
    {
        XElement[] sections =
        [
            .. new[]
            {
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
                new XElement("main", new XAttribute("id", MainId), new XAttribute("tabindex", "-1"), sections)));
    }

    private static XElement Head(BatchNormReport report) => new(
        "head",
        Meta("charset", "utf-8"),
        new XElement("title", report.Title),
        new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", Policy())),
        Named("viewport", "width=device-width, initial-scale=1"),
        Named("color-scheme", "light dark"),
        Named("generator", $"BatchNorm {report.Machine.ModuleVersion}"),
        new XElement("style", Rules.Value));

    /// <summary>Nothing may be loaded or run, and of styles the page's own only, told by its hash.</summary>
    private static string Policy() =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Rules.Value)))}'; "
        + "base-uri 'none'; form-action 'none'";

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

    private static XElement? Note(BatchNormReport report) =>
        report.Note.Length == 0 ? null : new XElement("p", new XAttribute("class", "note"), report.Note);

    /// <summary>Links to the sections, and to the parts of those that have some.</summary>
    private static XElement Contents(IEnumerable<XElement> sections) => new(
        "nav", new XAttribute("aria-label", "Contents"), Links(sections));

    private static XElement Links(IEnumerable<XElement> sections) => new("ul", sections.Select(section =>
    {
        XElement heading = section.Elements().First();
        XElement[] parts = [.. section.Elements("section")];
        return new XElement(
            "li", Section.Link(heading.Attribute("id")!.Value, heading.Value), parts.Length > 0 ? Links(parts) : null);
    }));

    private static string ReadRules()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(StyleSheet)
            ?? throw new InvalidOperationException($"{StyleSheet} is not embedded in {typeof(ReportPage).Assembly.FullName}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // Browsers hash what is left once they have read every line's end as a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

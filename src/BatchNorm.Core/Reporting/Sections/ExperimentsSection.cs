using System.Xml.Linq;
using BatchNorm.Reporting.Html;
using BatchNorm.Settings;

namespace BatchNorm.Reporting.Sections;

/// <summary>A part a group, folded: what it came to, its curves, each seed's result, and how to run it again.</summary>
internal static class ExperimentsSection
{
    /// <summary>What leads to a group's part of the page, or its title where it has none.</summary>
    public static object Link(ReportGroup group, int index) => index < ReportLimits.Details ? Section.Link(Id(index), group.Title) : group.Title;

    public static XElement Of(BatchNormReport report, CancellationToken cancellation) => Section.Of(
        "experiments", "Experiments",
        LeftOut.Of(report.Groups.Count, ReportLimits.Details, "experiment", "this part, which has plots and commands"),
        report.Groups.Take(ReportLimits.Details).Select((group, i) => Experiment(group, i, report, cancellation)));

    private static string Id(int index) => $"experiment-{index + 1}";

    private static XElement Experiment(ReportGroup group, int index, BatchNormReport report, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        XElement? samples = SamplesTable.Of(group, $"samples-{index + 1}");
        return Folded.Part(
            Id(index), group.Title, Gist(group), isOpen: report.Groups.Count == 1,
            new XElement("p", Settings(group, report.Varying)),
            Problem(MissingText.InFull(group.Missing)),
            Problem(group.Problem?.Message ?? ""),
            OutcomeTable.Of(group, Id(index)),
            group.Problem is null ? AccuracyFigure.Of(group, $"accuracy-{index + 1}", samples is null ? null : $"samples-{index + 1}", cancellation) : null,
            group.Problem is null ? samples : null,
            ActivationFigure.Of(group, $"activation-{index + 1}", cancellation),
            SeedsTable.Of(group, Id(index)),
            group.Command.Length == 0
                ? null
                : new[] { new XElement("p", "To run it again:"), new XElement("pre", Code(group.Command)) });
    }

    private static XElement? Problem(string sentence) =>
        sentence.Length == 0 ? null : new XElement("p", new XAttribute("class", "problem"), sentence);

    private static string Gist(ReportGroup group) => group.Measurement is { } measurement
        ? $"{Words.Share(measurement.MeanWithout)} without, {Words.Share(measurement.MeanWith)} with, n = {Words.Number(measurement.Count)}"
        : "not measured";

    /// <summary>A command whose words stay whole at the end of a line: browsers would break it after the hyphen of a parameter.</summary>
    private static XElement Code(string command)
    {
        string[] words = command.Split(' ');
        return new XElement("code", words.Select((word, i) => new XElement("span", i < words.Length - 1 ? $"{word} " : word)));
    }

    private static string Settings(ReportGroup group, IReadOnlyList<Setting> varying)
    {
        string settings = ReportSettings.InShort(group.Comparisons[0], varying);
        string repeated = group.RepeatedSeeds.Count == 0 || group.Problem is not null
            ? ""
            : $" Seeds that came more than once and count once: {string.Join(", ", group.RepeatedSeeds)}.";
        return $"{settings}, {(group.Comparisons.Count == 1 ? "seed" : "seeds")} {Words.Seeds(group)}.{repeated}";
    }
}

using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>A part a group: its curves, each seed's result, and how to run it again.</summary>
internal static class ExperimentsSection
{
    /// <summary>The id of a group's part of the page.</summary>
    public static string Id(int index) => $"experiment-{index + 1}";

    /// <exception cref="PlotException">The runs of a group cannot be drawn together.</exception>
    public static XElement Of(BatchNormReport report, CancellationToken cancellation)
    {
        BatchNormComparison[] all = [.. report.Groups.SelectMany(group => group.Comparisons)];
        return Section.Of("experiments", "Experiments", report.Groups.Select((group, i) => Experiment(group, i, all, cancellation)));
    }

    private static XElement Experiment(ReportGroup group, int index, BatchNormComparison[] all, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Section.Part(
            Id(index), group.Title,
            new XElement("p", Settings(group, all)),
            group.Problem is { } problem ? new XElement("p", new XAttribute("class", "problem"), problem.Message) : null,
            group.Problem is null ? AccuracyFigure.Of(group, $"accuracy-{index + 1}") : null,
            ActivationFigure.Of(group, $"activation-{index + 1}"),
            SeedsTable.Of(group, Id(index)),
            group.Command.Length == 0
                ? null
                : new[] { new XElement("p", "To run it again:"), new XElement("pre", Code(group.Command)) });
    }

    /// <summary>A command whose words stay whole at the end of a line: browsers would break it after the hyphen of a parameter.</summary>
    private static XElement Code(string command)
    {
        string[] words = command.Split(' ');
        return new XElement("code", words.Select((word, i) => new XElement("span", i < words.Length - 1 ? $"{word} " : word)));
    }

    private static string Settings(ReportGroup group, BatchNormComparison[] all)
    {
        string settings = ReportSettings.InShort(group.Comparisons[0], all);
        string repeated = group.RepeatedSeeds.Count == 0 || group.Problem is not null
            ? ""
            : $" Seeds that came more than once and count once: {string.Join(", ", group.RepeatedSeeds)}.";
        return $"{settings}, {(group.Comparisons.Count == 1 ? "seed" : "seeds")} {group.Seeds}.{repeated}";
    }
}

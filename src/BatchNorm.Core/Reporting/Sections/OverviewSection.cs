using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting.Sweeps;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>What a report is of, and all of it in a picture or two.</summary>
internal static class OverviewSection
{
    public static XElement Of(BatchNormReport report)
    {
        BatchNormComparison[] comparisons = [.. report.Groups.SelectMany(group => group.Comparisons)];
        return Section.Of(
            "overview", "Overview",
            new XElement("p", Extent(report, comparisons.Length)),
            comparisons.Length > 1 ? Figures(report, comparisons) : null);
    }

    private static IEnumerable<XElement> Figures(BatchNormReport report, BatchNormComparison[] comparisons)
    {
        MissingComparison[] missing =
            [.. report.Groups.SelectMany(group => group.Missing).Concat(report.MissingGroups.SelectMany(group => group.Comparisons))];
        SweepPlot sweep = SweepPlot.Of(comparisons) with
        {
            Measurement = report.Settings,
            Failed = [.. missing.Where(one => one.Failure is not null).Select(one => one.Experiment)],
            Waiting = [.. missing.Where(one => one.Failure is null).Select(one => one.Experiment)],
        };
        yield return PlotFigure.Of(
            sweep, "sweep", "Outcomes over the settings",
            "Test accuracy over the settings that vary: without batch normalization, with it, and the difference. Each field has its value written in it.");
    }

    private static string Extent(BatchNormReport report, int comparisons)
    {
        string data = string.Join(" and ", report.Groups.Select(group => group.Dataset).Distinct());
        return $"{Words.Many(comparisons, "comparison")} of two networks that differ in batch normalization and in nothing else, "
            + $"in {Words.Many(report.Groups.Count, "experiment")}, trained and tested on {data}.";
    }
}

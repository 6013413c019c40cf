using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.Plotting.Pairs;
using BatchNorm.Plotting.Sweeps;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>What a report is of, and all of it in two pictures: what came out over the settings, and the pairs.</summary>
internal static class OverviewSection
{
    /// <summary>As wide as pictures are on a page, so that their letters are as large as others.</summary>
    private const int Width = 1000;

    /// <summary>Groups whose values are read aloud; of more than that the table of results is the place to look them up.</summary>
    private const int MostRead = 60;

    private const string InTheTable = "The table of results has every value.";

    /// <summary>The section of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellation">Checked as the pictures are made.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static XElement Of(BatchNormReport report, CancellationToken cancellation)
    {
        BatchNormComparison[] comparisons = [.. report.Groups.SelectMany(group => group.Comparisons)];
        string? description = report.Groups.Count > MostRead ? InTheTable : null;
        return Section.Of(
            "overview", "Overview",
            new XElement("p", Extent(report, comparisons.Length)),
            report.Groups.Count + report.MissingGroups.Count > 1 ? OverSettings(report, comparisons, description, cancellation) : null,
            comparisons.Length > 1 ? Pairs(report, comparisons, description, cancellation) : null);
    }

    private static XElement OverSettings(BatchNormReport report, BatchNormComparison[] comparisons, string? description, CancellationToken cancellation)
    {
        SweepPlot sweep = SweepPlot.Of(comparisons) with
        {
            Measurement = report.Settings,
            Missing = [.. report.Groups.SelectMany(group => group.Missing), .. report.MissingGroups.SelectMany(group => group.Comparisons)],
            Width = Width,
        };
        XElement figure = PlotFigure.Of(
            sweep, "sweep", "Test accuracy over the settings",
            "Test accuracy over the settings that vary: without batch normalization, with it, and the difference.", cancellation, description);
        figure.SetAttributeValue("class", "colours");
        return figure;
    }

    private static XElement? Pairs(BatchNormReport report, BatchNormComparison[] comparisons, string? description, CancellationToken cancellation)
    {
        try
        {
            return PlotFigure.Of(
                PairPlot.Of(comparisons, report.Settings.ConfidenceLevel, cancellation) with { Width = Width }, "pairs", "Differences of the pairs",
                "What batch normalization adds to the test accuracy: the difference of each pair, and their mean with its interval where there are several seeds.",
                cancellation, description);
        }
        catch (PlotException)
        {
            return null; // no group can be measured, which is told beside each
        }
    }

    private static string Extent(BatchNormReport report, int comparisons)
    {
        string data = string.Join(" and ", report.Groups.Select(group => group.Dataset).Distinct());
        return $"{Words.Many(comparisons, "comparison")} of two networks that differ in batch normalization and in nothing else, "
            + $"in {Words.Many(report.Groups.Count, "experiment")}, trained and tested on {data}.";
    }
}

using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>What a report is of, and all of it in a picture or two.</summary>
internal static class OverviewSection
{
    public static XElement Of(BatchNormReport report)
    {
        BatchNormComparison[] comparisons = [.. report.Groups.SelectMany(group => group.Comparisons)];
        return Section.Of("overview", "Overview", new XElement("p", Extent(report, comparisons.Length)), Figures(comparisons));
    }

    private static IEnumerable<XElement> Figures(IReadOnlyList<BatchNormComparison> comparisons)
    {
        yield break;
    }

    private static string Extent(BatchNormReport report, int comparisons)
    {
        string data = string.Join(" and ", report.Groups.Select(group => group.Dataset).Distinct());
        return $"{Words.Many(comparisons, "comparison")} of two networks that differ in batch normalization and in nothing else, "
            + $"in {Words.Many(report.Groups.Count, "experiment")}, trained and tested on {data}.";
    }
}

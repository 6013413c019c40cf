using System.Xml.Linq;
using BatchNorm.Measurements;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>A row a group: its test accuracies, beside those that were published for it where there are any.</summary>
internal static class ResultsSection
{
    private const string Caption = "Test accuracy after the last step: the mean of n seeds, and the least and the greatest of them";

    public static XElement Of(BatchNormReport report)
    {
        bool hasPublished = report.Groups.Any(group =>
            group.Settings.PublishedTestAccuracyWithout is not null || group.Settings.PublishedTestAccuracyWith is not null);
        return Section.Of(
            "results", "Results",
            new XElement("p", "Accuracies are shares of test images predicted right, from 0 to 1."
                + (hasPublished ? " The published ones were reported elsewhere for the same settings, from one run a side." : "")),
            Table.Framed(
                "results-table", hasPublished ? $"{Caption}, beside the published ones" : Caption, Head(hasPublished),
                [new XElement("tbody", report.Groups.Select((group, i) => Row(group, i, hasPublished)))]));
    }

    private static XElement[] Head(bool hasPublished)
    {
        string[] side = hasPublished ? ["mean", "least to greatest", "published"] : ["mean", "least to greatest"];
        return
        [
            Table.Row(
                Table.ColumnHeader("Experiment", rows: 2), Table.NumberHeader("n", rows: 2),
                Table.ColumnGroupHeader("Without batch normalization", side.Length),
                Table.ColumnGroupHeader("With batch normalization", side.Length),
                Table.NumberHeader("Difference", rows: 2)),
            Table.Row([.. side.Concat(side).Select(title => Table.NumberHeader(title))]),
        ];
    }

    private static XElement Row(ReportGroup group, int index, bool hasPublished)
    {
        XElement header = Table.RowHeader(Section.Link(ExperimentsSection.Id(index), group.Title));
        if (group.Measurement is not { } measurement)
            return Table.Row(header, new XElement("td", new XAttribute("colspan", hasPublished ? 8 : 6), "not measured"));

        return Table.Row(
            header,
            Table.Number($"{measurement.Count}"),
            Table.Number(Words.Share(measurement.MeanWithout)),
            Table.Number(Range(measurement, group.Comparisons.Select(comparison => comparison.TestAccuracyWithout))),
            hasPublished ? Table.Number(Words.Share(measurement.PublishedTestAccuracyWithout)) : null,
            Table.Number(Words.Share(measurement.MeanWith)),
            Table.Number(Range(measurement, group.Comparisons.Select(comparison => comparison.TestAccuracyWith))),
            hasPublished ? Table.Number(Words.Share(measurement.PublishedTestAccuracyWith)) : null,
            Table.Number(Words.Difference(measurement.Difference)));
    }

    private static string Range(BatchNormMeasurement measurement, IEnumerable<double> accuracies) =>
        measurement.Count == 1 ? Words.Nothing : $"{Words.Share(accuracies.Min())} to {Words.Share(accuracies.Max())}";
}

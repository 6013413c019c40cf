using System.Xml.Linq;
using BatchNorm.Measurements;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting.Sections;

/// <summary>How sure the results are: a body of the table a group, with a row a side.</summary>
internal static class StatisticsSection
{
    public static XElement? Of(BatchNormReport report)
    {
        (ReportGroup Group, int Index)[] measured =
            [.. report.Groups.Select((group, i) => (group, i)).Where(entry => entry.group.Measurement is not null)];
        return measured.Length == 0
            ? null
            : Section.Of(
                "statistics", "Statistics",
                Explanation(report.Settings, measured[0].Group.Measurement!.FamilySize ?? 0),
                LeftOut.Of(measured.Length, ReportLimits.Rows, "experiment", "this table"),
                Table.Framed(
                    "statistics-table", $"What the repeats of each experiment show, with {Words.Percent(report.Settings.ConfidenceLevel)} intervals",
                    Head(report.Settings), measured.Take(ReportLimits.Rows).Select(entry => Body(entry.Group, entry.Index))));
    }

    private static XElement Explanation(MeasurementSettings settings, int tests) => new(
        "p",
        "Means and paired differences, with less without, have Student\u2019s interval, cut to where accuracies and their differences can be: one "
        + "that reaches from end to end, as of two seeds it often does, says nothing. A run is a success from a test accuracy of "
        + $"{Words.Plain(settings.Threshold)} on; success rates have Wilson\u2019s interval. Median steps are those to a validation accuracy of "
        + $"{Words.Plain(settings.Accuracy)}, a run that never got there counting as later than any other. p is that of Wilcoxon\u2019s two-sided "
        + $"signed-rank test of the pairs{(tests > 1 ? $"; Holm p is the same, corrected after Holm (1979) for {tests} tests" : "")}. One seed has neither interval nor test.");

    private static XElement[] Head(MeasurementSettings settings) =>
    [
        Table.Row(
            Table.ColumnHeader("Experiment"), Table.NumberHeader("n"), Table.ColumnHeader("Batch normalization"),
            Table.NumberHeader("Mean test accuracy"), Table.NumberHeader($"Success rate, {Words.Plain(settings.Threshold)} or more"),
            Table.NumberHeader($"Median steps to {Words.Plain(settings.Accuracy)}"), Table.NumberHeader("Paired difference"),
            Table.NumberHeader("p")),
    ];

    private static XElement Body(ReportGroup group, int index)
    {
        BatchNormMeasurement measurement = group.Measurement!;
        return new XElement(
            "tbody",
            Table.Row(
                Table.RowGroupHeader(ExperimentsSection.Link(group, index), rows: 2),
                Table.Number($"{measurement.Count}", rows: 2),
                Table.RowSubheader("without"),
                Table.Number(Words.Share(measurement.MeanWithout), Words.Interval(measurement.MeanLowWithout, measurement.MeanHighWithout)),
                Table.Number(
                    Words.Rate(measurement.SuccessRateWithout),
                    Words.RateInterval(measurement.SuccessRateLowWithout, measurement.SuccessRateHighWithout)),
                Steps(group, measurement.MedianStepsWithout, measurement.ReachedCountWithout),
                Table.Number(
                    Words.Difference(measurement.Difference),
                    Words.DifferenceInterval(measurement.DifferenceLow, measurement.DifferenceHigh),
                    rows: 2),
                Table.Number(Words.P(measurement.WilcoxonP), AboutP(measurement), rows: 2)),
            Table.Row(
                Table.RowSubheader("with"),
                Table.Number(Words.Share(measurement.MeanWith), Words.Interval(measurement.MeanLowWith, measurement.MeanHighWith)),
                Table.Number(
                    Words.Rate(measurement.SuccessRateWith),
                    Words.RateInterval(measurement.SuccessRateLowWith, measurement.SuccessRateHighWith)),
                Steps(group, measurement.MedianStepsWith, measurement.ReachedCountWith)));
    }

    /// <summary>Whether p says no more than how few pairs there are, and the corrected p where there is something to correct for; null where neither is to be told.</summary>
    private static string? AboutP(BatchNormMeasurement measurement)
    {
        string? least = measurement.HasTooFewPairsForP() ? $"the least that {measurement.Count} pairs can give" : null;
        string? corrected = measurement is { HolmP: { } p, FamilySize: > 1 } ? $"Holm p {Words.P(p)}" : null;
        return least is null ? corrected : corrected is null ? least : $"{least}; {corrected}";
    }

    /// <summary>The median, and how many runs got there where not all did.</summary>
    private static XElement Steps(ReportGroup group, double? median, int? reached)
    {
        string steps = Words.MedianSteps(group, median, reached);
        return Table.Number(
            steps, steps == Words.NotKnown || reached == group.Comparisons.Count ? null : $"{reached} of {group.Comparisons.Count} got there");
    }
}

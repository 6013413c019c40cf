using System.Xml.Linq;
using BatchNorm.Measurements;
using BatchNorm.Reporting.Html;
using BatchNorm.Settings;

namespace BatchNorm.Reporting.Sections;

/// <summary>
/// The table that a report is looked through by: a row a group, with what came out, what was published for it, and the settings that set it apart. An
/// experiment of which nothing is there has a row too.
/// </summary>
internal static class ResultsSection
{
    /// <summary>The id of the section.</summary>
    public const string Id = "results";

    public static XElement Of(BatchNormReport report)
    {
        bool hasPublished = report.Groups.Any(group =>
            group.Settings.PublishedTestAccuracyWithout is not null || group.Settings.PublishedTestAccuracyWith is not null);
        var columns = new Columns(report, hasPublished);
        IEnumerable<XElement> rows = report.Groups.Select(columns.Row).Concat(report.MissingGroups.Select(columns.Row));
        return Section.Of(
            Id, "Results",
            new XElement("p", "Accuracies are shares of test images predicted right, from 0 to 1."
                + (hasPublished ? " The published ones were reported elsewhere for the same settings, from one run a side." : "")),
            LeftOut.Of(report.Groups.Count + report.MissingGroups.Count, ReportLimits.Rows, "experiment", "this table"),
            Table.Sortable(
                "results-table",
                "Test accuracy after the last step: the mean of n seeds, and where there are several its "
                + $"{Words.Percent(report.Settings.ConfidenceLevel)} interval. In the picture a ring is without batch normalization, a dot with it.",
                columns.Head(), rows.Take(ReportLimits.Rows)));
    }

    /// <summary>The columns of the table: which there are, and what stands in them.</summary>
    private sealed class Columns(BatchNormReport report, bool hasPublished)
    {
        private readonly IReadOnlyList<Setting> _settings = report.Varying;

        public XElement Head() => Table.Row(
            Table.ColumnHeader("Experiment"), Table.NumberHeader("n"),
            Table.NumberHeader("Without batch normalization"), Table.NumberHeader("With batch normalization"),
            Table.PictureHeader("From 0 to 1"), Table.NumberHeader("Difference"),
            Table.NumberHeader($"Steps to {Words.Plain(report.Settings.Accuracy)} without"),
            Table.NumberHeader($"Steps to {Words.Plain(report.Settings.Accuracy)} with"),
            hasPublished ? new[] { Table.NumberHeader("Published without"), Table.NumberHeader("Published with") } : null,
            _settings.Select(setting => Table.SettingHeader(setting.Label)));

        public XElement Row(ReportGroup group, int index)
        {
            object title = ExperimentsSection.Link(group, index);
            if (group.Measurement is not { } measurement)
                return Empty(Table.RowHeader(title, "not measured"), group.Comparisons.Count, group.Missing.Count, group.Settings);

            return Table.Row(
                Table.RowHeader(title, MissingText.InShort(group.Missing)),
                Count(measurement.Count, group.Missing.Count),
                Table.Number(Words.Share(measurement.MeanWithout), Words.Interval(measurement.MeanLowWithout, measurement.MeanHighWithout)),
                Table.Number(Words.Share(measurement.MeanWith), Words.Interval(measurement.MeanLowWith, measurement.MeanHighWith)),
                new XElement("td", AccuracyStrip.Of(measurement)),
                Table.Number(
                    Words.Difference(measurement.Difference), Words.DifferenceInterval(measurement.DifferenceLow, measurement.DifferenceHigh)),
                Table.Number(Words.MedianSteps(group, measurement.MedianStepsWithout, measurement.ReachedCountWithout)),
                Table.Number(Words.MedianSteps(group, measurement.MedianStepsWith, measurement.ReachedCountWith)),
                Published(measurement.PublishedTestAccuracyWithout, measurement.PublishedTestAccuracyWith),
                Settings(group.Settings));
        }

        public XElement Row(MissingGroup group) => Empty(
            Table.RowHeader(group.Title, MissingText.InShort(group.Comparisons)), 0, group.Comparisons.Count, group.Settings);

        private XElement Empty(XElement header, int count, int missing, ExperimentSettings settings) => Table.Row(
            header, Count(count, missing), Table.Number(Words.Nothing), Table.Number(Words.Nothing), new XElement("td"),
            Table.Number(Words.Nothing), Table.Number(Words.Nothing), Table.Number(Words.Nothing), Published(null, null), Settings(settings));

        private static XElement Count(int count, int missing) =>
            Table.Number(Words.Number(count), missing == 0 ? null : $"of {Words.Number(count + missing)}");

        private XElement[]? Published(double? without, double? with) =>
            hasPublished ? [Table.Number(Words.Share(without)), Table.Number(Words.Share(with))] : null;

        private IEnumerable<XElement> Settings(ExperimentSettings settings) =>
            _settings.Select(setting => setting.Words(settings)).Select(value => Table.Text(value.Length > 0 ? value : Words.Nothing));
    }
}

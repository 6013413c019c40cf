using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Statistics;

namespace BatchNorm.Reporting.Sections;

/// <summary>What networks answer to images given one at a time, where that was asked for.</summary>
internal static class SinglePredictionsSection
{
    public static XElement? Of(BatchNormReport report)
    {
        (ReportGroup Group, int Index)[] tested =
            [.. report.Groups.Select((group, i) => (group, i)).Where(entry => entry.group.Settings.IndividualPredictions > 0)];
        return tested.Length == 0
            ? null
            : Section.Of(
                "single-predictions", "Single predictions",
                new XElement("p", "The same networks, given test images one at a time. Normalized with the statistics of the image given, every "
                    + "image looks the same; with the population statistics each is predicted for itself."),
                LeftOut.Of(tested.Length, ReportLimits.Rows, "experiment", "this table"),
                Table.Framed(
                    "single-predictions-table", "Accuracy on the whole test set and on single images, mean over the seeds", Head(),
                    [new XElement("tbody", tested.Take(ReportLimits.Rows).Select(entry => Row(entry.Group, entry.Index)))]));
    }

    private static XElement[] Head() =>
    [
        Table.Row(
            Table.ColumnHeader("Experiment", rows: 2), Table.NumberHeader("Images", rows: 2), Table.ColumnHeader("Normalized with", rows: 2),
            Table.ColumnGroupHeader("Without batch normalization", 2), Table.ColumnGroupHeader("With batch normalization", 4)),
        Table.Row(
            Table.NumberHeader("whole set"), Table.NumberHeader("one by one"), Table.NumberHeader("whole set"),
            Table.NumberHeader("one by one"), Table.NumberHeader("published"), Table.NumberHeader("different answers")),
    ];

    private static XElement Row(ReportGroup group, int index)
    {
        IReadOnlyList<BatchNormComparison> comparisons = group.Comparisons;
        BatchNormComparison first = comparisons[0];
        return Table.Row(
            Table.RowHeader(ExperimentsSection.Link(group, index)),
            Table.Number(Words.Number(first.IndividualPredictions)),
            Table.Text(first.UseBatchStatistics ? "the images given" : "the population"),
            Table.Number(Words.Share(Mean(comparisons, comparison => comparison.TestAccuracyWithout))),
            Table.Number(Words.Share(Mean(comparisons, comparison => comparison.IndividualAccuracyWithout))),
            Table.Number(Words.Share(Mean(comparisons, comparison => comparison.TestAccuracyWith))),
            Table.Number(Words.Share(Mean(comparisons, comparison => comparison.IndividualAccuracyWith))),
            Table.Number(Words.Share(first.PublishedIndividualAccuracyWith)),
            Table.Number(DifferentAnswers(comparisons)));
    }

    private static double? Mean(IReadOnlyList<BatchNormComparison> comparisons, Func<BatchNormComparison, double?> accuracy)
    {
        double[] known = [.. comparisons.Select(accuracy).OfType<double>()];
        return known.Length == 0 ? null : MeanEstimate.Of(known).Mean;
    }

    /// <summary>How many classes a network chose between: a network that looks at a single image's own statistics knows one answer only.</summary>
    private static string DifferentAnswers(IReadOnlyList<BatchNormComparison> comparisons)
    {
        int[] answers =
        [
            .. comparisons.Select(comparison => comparison.WithBatchNorm.Predictions)
                .Where(predictions => predictions.Length > 0).Select(predictions => predictions.Distinct().Count()),
        ];
        if (answers.Length == 0)
            return Words.Nothing;
        return answers.Min() == answers.Max() ? Words.Number(answers[0]) : $"{answers.Min()} to {answers.Max()}";
    }
}

using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Training;

namespace BatchNorm.Reporting.Sections;

/// <summary>What the runs of a group came to, a row a side: accuracies, loss and time beside each other.</summary>
internal static class OutcomeTable
{
    /// <summary>The table of a group.</summary>
    public static XElement Of(ReportGroup group, string id) => Table.Framed(
        $"{id}-outcome",
        group.Comparisons.Count == 1 ? "What the two runs came to" : $"What {group.Comparisons.Count} runs a side came to: means, and the least and the greatest",
        [
            Table.Row(
                Table.ColumnHeader("Batch normalization"), Table.NumberHeader("Test accuracy"), Table.NumberHeader("Validation accuracy"),
                Table.NumberHeader("Validation loss at the last sample"), Table.NumberHeader("Seconds of training"),
                Table.NumberHeader("Steps a second"), Table.NumberHeader("Diverged")),
        ],
        [
            new XElement(
                "tbody",
                Row("without", [.. group.Comparisons.Select(pair => pair.TestAccuracyWithout)], Runs(group, pair => pair.WithoutBatchNorm)),
                Row("with", [.. group.Comparisons.Select(pair => pair.TestAccuracyWith)], Runs(group, pair => pair.WithBatchNorm))),
        ]);

    /// <summary>The runs of a side that are there; those from a table are not.</summary>
    private static TrainingRun[] Runs(ReportGroup group, Func<BatchNormComparison, TrainingRun> side) =>
        [.. group.Comparisons.Select(side).Where(run => run.Samples.Length > 0)];

    private static XElement Row(string side, double[] testAccuracies, TrainingRun[] runs) => Table.Row(
        Table.RowSubheader(side),
        Cell(testAccuracies, value => Words.Share(value)),
        Cell([.. runs.Select(run => run.ValidationAccuracy)], value => Words.Share(value)),
        Cell([.. runs.Select(run => run.Samples[^1].Loss)], value => Words.Loss(value)),
        Cell([.. runs.Select(run => run.Duration.TotalSeconds)], value => Words.Seconds(value)),
        Cell([.. runs.Select(run => run.BatchesPerSecond)], Words.Steps),
        Table.Number(runs.Length == 0 ? Words.Nothing : Words.Number(runs.Count(run => run.Diverged))));

    private static XElement Cell(double[] values, Func<double, string> words) => values.Length switch
    {
        0 => Table.Number(Words.Nothing),
        1 => Table.Number(words(values[0])),
        _ => Table.Number(words(values.Average()), double.IsFinite(values.Average()) ? $"{words(values.Min())} to {words(values.Max())}" : null),
    };
}

using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Reporting.Sections;

/// <summary>What came of each seed of a group, folded away on the screen and whole on paper.</summary>
internal static class SeedsTable
{
    public static XElement Of(ReportGroup group, string id) => Folded.Of(
        $"Results of {Words.Many(group.Comparisons.Count, "comparison")}, seed by seed",
        LeftOut.Of(group.Comparisons.Count, ReportLimits.Seeds, "seed", "this table"),
        Table.Framed(
            $"{id}-seeds",
            $"{group.Title}: each seed\u2019s test accuracies, steps to 90\u00a0% validation accuracy, validation loss at the last sample, seconds of training, "
            + "and whether its runs are a pair",
            Head(), [new XElement("tbody", group.Comparisons.Take(ReportLimits.Seeds).Select(Row))]));

    private static XElement[] Head() =>
    [
        Table.Row(
            Table.ColumnHeader("Seed", rows: 2), Table.ColumnGroupHeader("Test accuracy", 3), Table.ColumnGroupHeader("Steps to 90\u00a0%", 2),
            Table.ColumnGroupHeader("Loss", 2), Table.ColumnGroupHeader("Seconds", 2),
            Table.ColumnHeader("Diverged", rows: 2), Table.ColumnGroupHeader("Same start and batches", 3)),
        Table.Row(
            Table.NumberHeader("without"), Table.NumberHeader("with"), Table.NumberHeader("difference"),
            Table.NumberHeader("without"), Table.NumberHeader("with"), Table.NumberHeader("without"), Table.NumberHeader("with"),
            Table.NumberHeader("without"), Table.NumberHeader("with"),
            Table.ColumnHeader("hashes agree"), Table.ColumnHeader("weights"), Table.ColumnHeader("batches")),
    ];

    private static XElement Row(BatchNormComparison comparison) => Table.Row(
        Table.RowHeader(Words.Seed(comparison.Seed)),
        Table.Number(Words.Share(comparison.TestAccuracyWithout)),
        Table.Number(Words.Share(comparison.TestAccuracyWith)),
        Table.Number(Words.Difference(comparison.TestAccuracyWith - comparison.TestAccuracyWithout)),
        Table.Number(Steps(comparison.StepsTo90Without)),
        Table.Number(Steps(comparison.StepsTo90With)),
        Table.Number(Loss(comparison.WithoutBatchNorm)),
        Table.Number(Loss(comparison.WithBatchNorm)),
        Table.Number(Seconds(comparison.WithoutBatchNorm)),
        Table.Number(Seconds(comparison.WithBatchNorm)),
        Table.Text(Diverged(comparison)),
        Table.Text(comparison.IsPaired ? "yes" : "no"),
        Hash(comparison.InitialWeightsHash),
        Hash(comparison.BatchOrderHash));

    private static string Loss(TrainingRun run) => Words.Loss(run.Samples.Length == 0 ? null : run.Samples[^1].Loss);

    private static string Seconds(TrainingRun run) => Words.Seconds(run.Samples.Length == 0 ? null : run.Duration.TotalSeconds);

    private static string Steps(int? steps) => steps is { } step ? Words.Number(step) : "not reached";

    private static string Diverged(BatchNormComparison comparison) =>
        (comparison.WithoutBatchNorm.Diverged, comparison.WithBatchNorm.Diverged) switch
        {
            (true, true) => "both",
            (true, false) => "without",
            (false, true) => "with",
            _ => "none",
        };

    private static XElement Hash(string hash) => hash.Length == 0
        ? Table.Text(Words.Nothing)
        : new XElement("td", new XElement("code", HashText.Short(hash)));
}

using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Training;

namespace BatchNorm.Reporting.Sections;

/// <summary>
/// Accuracy, loss and time over the steps of a group, as numbers: the means over its seeds, folded away. The page's script reads from it what it
/// tells of a step in the plot above.
/// </summary>
internal static class SamplesTable
{
    /// <summary>The table of a group, or null where its runs were sampled once, at different steps, or not at all.</summary>
    public static XElement? Of(ReportGroup group, string id)
    {
        TrainingRun[] without = Runs(group, pair => pair.WithoutBatchNorm), with = Runs(group, pair => pair.WithBatchNorm);
        int[] steps = with.Length == 0 ? [] : Steps(with[0]);
        if (steps.Length < 2 || !without.Concat(with).All(run => Steps(run).AsSpan().SequenceEqual(steps)))
            return null;

        int[] shown = Shown(steps.Length);
        return Folded.Of(
            shown.Length == steps.Length ? $"Accuracy, loss and time at {steps.Length} samples" : $"Accuracy, loss and time at {shown.Length} of {steps.Length} samples",
            Table.Framed(
                id, with.Length == 1 ? "Validation accuracy, validation loss and seconds since the start" : "Validation accuracy, validation loss and seconds since the start: means over the seeds",
                Head(), [new XElement("tbody", new XAttribute("class", "samples"), shown.Select(i => Row(steps[i], Sample(without, i), Sample(with, i))))]));
    }

    /// <summary>Samples spread evenly over all, the first and the last among them.</summary>
    private static int[] Shown(int count)
    {
        int shown = Math.Min(count, ReportLimits.Samples);
        return [.. Enumerable.Range(0, shown).Select(i => (int)Math.Round(i * (count - 1.0) / (shown - 1)))];
    }

    private static TrainingRun[] Runs(ReportGroup group, Func<BatchNormComparison, TrainingRun> side) =>
        [.. group.Comparisons.Where(AccuracyFigure.HasCurves).Select(side)];

    private static int[] Steps(TrainingRun run) => [.. run.Samples.Select(sample => sample.Step)];

    private static (double Accuracy, double Loss, double Seconds) Sample(TrainingRun[] runs, int index) => (
        runs.Average(run => run.Samples[index].Accuracy), runs.Average(run => run.Samples[index].Loss),
        runs.Average(run => run.Samples[index].Elapsed.TotalSeconds));

    private static XElement[] Head() =>
    [
        Table.Row(
            Table.NumberHeader("Step", rows: 2), Table.ColumnGroupHeader("Accuracy", 2), Table.ColumnGroupHeader("Loss", 2), Table.ColumnGroupHeader("Seconds", 2)),
        Table.Row([.. Enumerable.Repeat(new[] { "without", "with" }, 3).SelectMany(pair => pair).Select(side => Table.NumberHeader(side))]),
    ];

    private static XElement Row(
        int step, (double Accuracy, double Loss, double Seconds) without, (double Accuracy, double Loss, double Seconds) with) => Table.Row(
        new XElement("th", new XAttribute("scope", "row"), Words.Number(step)),
        new[]
        {
            Words.Share(without.Accuracy), Words.Share(with.Accuracy), Words.Loss(without.Loss), Words.Loss(with.Loss),
            Words.Seconds(without.Seconds), Words.Seconds(with.Seconds),
        }.Select(Table.Text));
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Puts runs and comparisons into the panels of a plot.</summary>
internal static class RunPanels
{
    /// <summary>A panel a comparison, or all comparisons that differ in nothing but the seed where there is a band, and one for the other runs.</summary>
    public static IReadOnlyList<AccuracyPanel> Usual(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> others, BandKind band)
    {
        IEnumerable<IEnumerable<BatchNormComparison>> groups = band == BandKind.None
            ? comparisons.Select(comparison => new[] { comparison })
            : comparisons.GroupBy(comparison => (comparison.RepeatKey(), DatasetNames.Identity(comparison.Dataset, comparison.DatasetHash)));
        IEnumerable<TrainingRun[]> pairs = groups.Select(group => group.SelectMany(Sides).ToArray());
        IReadOnlyList<IReadOnlyList<TrainingRun>> panels = RunDatasets.Named(others.Count == 0 ? [.. pairs] : [.. pairs, others]);
        CheckCount(panels.Count);
        var distinctions = new RunDistinctions([.. panels.SelectMany(panel => panel)]);
        return [.. panels.Select(panel => new AccuracyPanel(distinctions.Of(panel), panel))];
    }

    /// <summary>A panel for all runs that have the same of some traits, titled with them; without any trait, one panel for all.</summary>
    /// <remarks>Both runs of a comparison have the settings of the comparison, those of batch normalization too, so that they stay together.</remarks>
    public static IReadOnlyList<AccuracyPanel> By(
        IReadOnlyList<RunTrait> traits, IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> others)
    {
        (TrainingRun Run, TrainingRun Holder)[] all =
        [
            .. comparisons.SelectMany(comparison => Sides(comparison).Select(run => (run, new TrainingRun(comparison) { UseBatchNorm = run.UseBatchNorm }))),
            .. others.Select(run => (run, run)),
        ];
        IReadOnlyList<TrainingRun> runs = RunDatasets.Named([[.. all.Select(one => one.Run)]])[0];
        IReadOnlyList<TrainingRun> holders = [.. all.Select((one, i) => one.Holder with { Dataset = runs[i].Dataset })];
        IGrouping<string, int>[] panels =
            [.. Enumerable.Range(0, runs.Count).GroupBy(i => string.Join('\n', traits.Select(trait => trait.Text(holders[i]))))];
        CheckCount(panels.Length);
        return [.. panels.Select(panel => new AccuracyPanel(
            panels.Length == 1 ? "" : string.Join(", ", traits.Select(trait => trait.Words(holders[panel.First()]))),
            [.. panel.Select(i => runs[i])]))];
    }

    private static TrainingRun[] Sides(BatchNormComparison comparison) => [comparison.WithoutBatchNorm, comparison.WithBatchNorm];

    private static void CheckCount(int panels) => TrainingPlot.CheckCount(
        panels, "Put several experiments into a panel, by fewer settings or by none, draw the seeds of each as one mean with a band, or draw fewer.");
}

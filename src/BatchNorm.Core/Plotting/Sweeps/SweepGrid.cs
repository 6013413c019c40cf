using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>The comparisons of a sweep in order: the settings that vary, and what there is of each of their combinations.</summary>
internal sealed class SweepGrid
{
    private SweepGrid(IReadOnlyList<SettingAxis> axes, IReadOnlyList<GridCell> cells, string shared, int withoutNumber)
    {
        Axes = axes;
        Cells = cells;
        Shared = shared;
        WithoutNumber = withoutNumber;
        Seeds = [.. cells.SelectMany(cell => cell.Comparisons).Select(comparison => comparison.Seed).Distinct().Order()];
    }

    /// <summary>
    /// The settings that vary, and those that were asked for: those that change results first, then those of the most values, of as many those that are numbers.
    /// </summary>
    public IReadOnlyList<SettingAxis> Axes { get; }

    /// <summary>Settings that vary and by which nothing is told apart, as no accuracy depends on them.</summary>
    public IReadOnlyList<SettingAxis> LeftOut { get; private init; } = [];

    /// <summary>The combinations there is anything of, in the order in which they came.</summary>
    public IReadOnlyList<GridCell> Cells { get; }

    /// <summary>The settings worth a title that all have in common.</summary>
    public string Shared { get; }

    /// <summary>How many comparisons have an accuracy that is no number.</summary>
    public int WithoutNumber { get; }

    /// <summary>The seeds, in order.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>The settings that an axis may show: those that results are told apart by, the data, and the seed; but not how many images were predicted alone besides.</summary>
    public static IReadOnlyList<Setting> Settings { get; } =
        [.. SettingTable.All.Where(setting => setting.Part != SettingPart.Name && setting.Name != nameof(ExperimentSettings.IndividualPredictions)
            && (setting.TellsApart || setting.Name is nameof(Experiment.Dataset) or nameof(Experiment.Seed)))];

    /// <param name="comparisons">What is done.</param>
    /// <param name="missing">What failed, and what is not done yet.</param>
    /// <param name="wanted">Settings that are axes whether they vary or not.</param>
    /// <param name="cancellation">Checked between the combinations.</param>
    public static SweepGrid Of(
        IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<MissingComparison> missing, IReadOnlyList<Setting> wanted, CancellationToken cancellation)
    {
        BatchNormComparison[] done = [.. comparisons.Where(HasNumbers)];
        var names = new DatasetNames(comparisons.Concat(missing.Select(one => one.Experiment)).Select(one => (one.Dataset, one.DatasetHash)));

        // Neither a name nor what others reported nor what was predicted besides makes another experiment of the same settings; data is what its bytes are.
        done = [.. done.Select(one => one.WithoutName() with { IndividualPredictions = 0, Dataset = names.Of(one.Dataset, one.DatasetHash) })];
        MissingComparison[] gone = [.. missing.Select(one => one with { Experiment = Alike(one.Experiment) })];
        ExperimentSettings[] all = [.. done, .. gone.Select(one => one.Experiment)];
        SettingAxis[] axes =
            [.. AxesOf(all, wanted).OrderByDescending(axis => axis.ChangesResult).ThenByDescending(axis => axis.Count).ThenBy(axis => axis.Numbers.Count == 0)];

        string Place(ExperimentSettings settings) => string.Join(',', axes.Select(axis => axis.LevelOf(settings)));
        ILookup<string, BatchNormComparison> doneAt = done.ToLookup(Place);
        ILookup<string, MissingComparison> goneFrom = gone.ToLookup(one => Place(one.Experiment));
        GridCell[] cells =
        [
            .. all.DistinctBy(Place).Select(one =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Cell(one, [.. axes.Select(axis => axis.LevelOf(one))], doneAt[Place(one)], [.. goneFrom[Place(one)]]);
            }),
        ];
        return new SweepGrid(axes, cells, SettingPhrases.Shared(all.Length == 0 ? [.. comparisons] : all), comparisons.Count - done.Length);

        PublishedExperiment Alike(PublishedExperiment one) => one with { Dataset = names.Of(one.Dataset, one.DatasetHash), IndividualPredictions = 0 };
    }

    /// <summary>
    /// The same with those settings alone that accuracies depend on, where any of them varies, or that are asked for: combinations that differ in nothing
    /// else are one, with each seed once, as it was sampled the most often.
    /// </summary>
    /// <param name="asked">Names of settings that stay.</param>
    public SweepGrid OfResults(params IEnumerable<string?> asked)
    {
        int[] kept = [.. Enumerable.Range(0, Axes.Count).Where(axis => Axes[axis].ChangesResult || asked.Contains(Axes[axis].Name))];
        if (kept.Length == 0 || kept.Length == Axes.Count)
            return this;
        IEnumerable<GridCell> cells = Cells.Select(cell => cell with { Levels = [.. kept.Select(axis => cell.Levels[axis])] })
            .GroupBy(cell => string.Join(',', cell.Levels)).Select(alike => GridCell.Of([.. alike]));
        return new SweepGrid(
            [.. kept.Select(axis => Axes[axis])], [.. cells.Select(cell => cell with { Comparisons = [.. cell.Comparisons.OrderBy(one => one.BatchesPerSample).DistinctBy(one => one.Seed)] })], Shared, WithoutNumber)
        {
            LeftOut = [.. Axes.Where((_, axis) => !kept.Contains(axis))],
        };
    }

    // Settings that go together, as an optimizer and its momentum may, are one axis: which of them it was that mattered, nobody could tell.
    private static List<SettingAxis> AxesOf(ExperimentSettings[] all, IReadOnlyList<Setting> wanted)
    {
        var axes = new List<SettingAxis>();
        foreach (Setting setting in Settings.Where(setting => wanted.Contains(setting) || (setting.Name != nameof(Experiment.Seed) && setting.Varies(all))))
        {
            var axis = SettingAxis.Of(setting, all);
            int same = wanted.Contains(setting) ? -1 : axes.FindIndex(other => axis.Count > 1 && other.With(axis, all) is not null);
            if (same < 0)
                axes.Add(axis);
            else
                axes[same] = axes[same].With(axis, all)!;
        }

        return axes;
    }

    private static GridCell Cell(ExperimentSettings settings, int[] levels, IEnumerable<BatchNormComparison> comparisons, MissingComparison[] missing)
    {
        int failed = missing.Count(one => one.Failure is not null), waiting = missing.Length - failed;
        try
        {
            return new GridCell(settings, levels, [.. ComparisonGroup.Partition(comparisons).SelectMany(group => group.Distinct())], failed, waiting, null);
        }
        catch (ConflictingRepeatsException exception)
        {
            return new GridCell(settings, levels, [], failed, waiting, exception.Message);
        }
    }

    private static bool HasNumbers(BatchNormComparison comparison) =>
        double.IsFinite(comparison.TestAccuracyWithout) && double.IsFinite(comparison.TestAccuracyWith);
}

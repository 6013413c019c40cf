using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// How the curves of a plot look, and what the legend calls them: each by itself as long as they are few, and else by what they have in common, their
/// colour and whether they are of networks with batch normalization.
/// </summary>
internal sealed class CurveKey
{
    /// <summary>The most entries that a legend has.</summary>
    public const int MostEntries = 12;

    private readonly BandKind _band;
    private readonly IReadOnlyList<IReadOnlyList<CurveRuns>> _panels;
    private readonly RunTrait? _trait;
    private readonly TraitColors? _colors;

    /// <param name="plot">What the colours tell, and whether lines are means.</param>
    /// <param name="panels">What the lines of each panel stand for.</param>
    /// <exception cref="PlotException">The runs of one line differ in what its colour is to tell.</exception>
    public CurveKey(AccuracyPlot plot, IReadOnlyList<IReadOnlyList<CurveRuns>> panels)
    {
        _band = plot.Band;
        _panels = panels;
        if (plot.ColorBy.Length > 0)
        {
            _trait = RunTrait.Named(plot.ColorBy);
            CheckMeans(_trait, panels);
            _colors = new TraitColors(_trait, Runs);
        }
    }

    /// <summary>What the caption has to say of the legends; empty where they tell every curve.</summary>
    public string Remark
    {
        get
        {
            IReadOnlyList<CurveRuns>[] grouped = [.. _panels.Where(IsGrouped)];
            if (grouped.Length == 0)
                return "";

            string curves = $"{grouped.Max(panel => panel.Count).ToString("N0", CultureInfo.InvariantCulture)} curves{(_panels.Count > 1 ? " in a panel" : "")}";
            if (grouped.All(panel => Kinds(panel).Count > 0))
                return $"{curves}, which the legend tells by their kinds";
            bool areMixed = Runs.Select(run => run.UseBatchNorm).Distinct().Skip(1).Any();
            return $"{curves}, too many for a legend: colours tell the {_trait!.Label.ToLowerInvariant()}{(areMixed ? ", dashes are without batch normalization" : "")}";
        }
    }

    private IEnumerable<TrainingRun> Runs => _panels.SelectMany(panel => panel).SelectMany(group => group.Runs);

    /// <summary>The style and the label of each curve of a panel; a label is empty where the legend has no entry for the curve.</summary>
    public IReadOnlyList<(CurveStyle Style, string Label)> Of(IReadOnlyList<CurveRuns> panel, PlottedMetric metric) =>
        [.. Styles(panel).Zip(IsGrouped(panel) ? GroupLabels(panel) : RunLabels.Of(panel, _band, metric))];

    private static void CheckMeans(RunTrait trait, IReadOnlyList<IReadOnlyList<CurveRuns>> panels)
    {
        if (panels.SelectMany(panel => panel).Any(group => group.Runs.Select(trait.Text).Distinct().Skip(1).Any()))
            throw new PlotException($"The mean of runs that differ in their {trait.Label.ToLowerInvariant()} has no colour that tells it. Colour by another setting, or draw the runs without a band.");
    }

    private static bool AreMany(IReadOnlyList<CurveRuns> panel) => panel.Count > MostEntries;

    // Curves that look alike are told together, however few they are.
    private bool IsGrouped(IReadOnlyList<CurveRuns> panel) => AreMany(panel) || (_trait is not null && panel.DistinctBy(Kind).Count() < panel.Count);

    private IReadOnlyList<CurveStyle> Styles(IReadOnlyList<CurveRuns> panel)
    {
        IEnumerable<TrainingRun> runs = panel.Select(group => group.Runs[0]);
        bool areMany = AreMany(panel);
        return _colors is not null ? [.. runs.Select(run => CurveStyle.Colored(_colors.Of(run), _colors.Index(run), run.UseBatchNorm, areMany))]
            : areMany ? [.. runs.Select(run => CurveStyle.OfMany(run.UseBatchNorm))]
            : CurveStyle.For([.. runs]);
    }

    private (int Value, bool UseBatchNorm) Kind(CurveRuns group) => (Value(group), group.Runs[0].UseBatchNorm);

    private int Value(CurveRuns group) => _colors?.Index(group.Runs[0]) ?? 0;

    /// <summary>The curves of each kind, by their places in the panel; of each colour where the kinds are too many, and none where those are too.</summary>
    private List<int[]> Kinds(IReadOnlyList<CurveRuns> panel)
    {
        int[] all = [.. Enumerable.Range(0, panel.Count)];
        List<int[]> kinds = [.. all.GroupBy(i => Kind(panel[i])).Select(kind => kind.ToArray())];
        if (kinds.Count > MostEntries)
            kinds = [.. all.GroupBy(i => Value(panel[i])).Select(kind => kind.ToArray())];
        return kinds.Count > MostEntries ? [] : kinds;
    }

    /// <summary>The first curve of each kind has the label of all of them.</summary>
    private string[] GroupLabels(IReadOnlyList<CurveRuns> panel)
    {
        List<int[]> kinds = Kinds(panel);
        bool tellsSides = kinds.Select(kind => Value(panel[kind[0]])).Distinct().Count() < kinds.Count;
        string[] labels = [.. panel.Select(_ => "")];
        foreach (int[] kind in kinds)
            labels[kind[0]] = GroupLabel(panel[kind[0]].Runs[0], kind.Length, tellsSides);
        return labels;
    }

    private string GroupLabel(TrainingRun run, int count, bool tellsSides)
    {
        string side = run.UseBatchNorm ? "with batch norm" : "without batch norm";
        string words = _trait is null ? side : tellsSides ? $"{_trait.ShortWords(run)}, {side}" : _trait.ShortWords(run);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}: {count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? "curve" : "curves")}";
    }
}

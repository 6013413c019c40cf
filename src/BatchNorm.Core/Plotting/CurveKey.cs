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

    private readonly AccuracyPlot _plot;
    private readonly RunTrait? _trait;
    private readonly TraitColors? _colors;
    private int _mostCurves;
    private bool _isGrouped, _isLeftOut;

    public CurveKey(AccuracyPlot plot)
    {
        _plot = plot;
        if (plot.ColorBy.Length > 0)
        {
            _trait = RunTrait.Named(plot.ColorBy);
            _colors = new TraitColors(_trait, plot.Panels.SelectMany(panel => panel.Runs));
        }
    }

    /// <summary>What the caption has to say of the legends of the panels that were asked for; empty where they tell every curve.</summary>
    public string Remark
    {
        get
        {
            if (!_isGrouped)
                return "";
            string curves = $"{_mostCurves.ToString("N0", CultureInfo.InvariantCulture)} curves{(_plot.Panels.Count > 1 ? " in a panel" : "")}";
            if (!_isLeftOut)
                return $"{curves}, which the legend tells by their kinds";
            bool areMixed = _plot.Panels.SelectMany(panel => panel.Runs).Select(run => run.UseBatchNorm).Distinct().Skip(1).Any();
            return $"{curves}, too many for a legend: colours tell the {_trait!.Label.ToLowerInvariant()}{(areMixed ? ", dashes are without batch normalization" : "")}";
        }
    }

    /// <summary>The style and the label of each curve of a panel; a label is empty where the legend has no entry for the curve.</summary>
    public IReadOnlyList<(CurveStyle Style, string Label)> Of(IReadOnlyList<RunGroup> groups, PlottedMetric metric)
    {
        bool areMany = groups.Count > MostEntries;
        bool isGrouped = areMany || (_trait is not null && groups.DistinctBy(Kind).Count() < groups.Count);
        CurveStyle[] styles = _colors is not null
            ? [.. groups.Select(group => Colored(group.Runs[0], areMany))]
            : areMany ? [.. groups.Select(group => CurveStyle.OfMany(group.Runs[0].UseBatchNorm))]
            : [.. CurveStyle.For([.. groups.Select(group => group.Runs[0])])];
        IReadOnlyList<string> labels = isGrouped ? GroupLabels(groups) : RunLabels.Of(groups, _plot.Band, metric);
        if (isGrouped)
        {
            _isGrouped = true;
            _mostCurves = Math.Max(_mostCurves, groups.Count);
        }

        return [.. styles.Zip(labels)];
    }

    private CurveStyle Colored(TrainingRun run, bool isOneOfMany) => CurveStyle.Colored(_colors!.Of(run), _colors.Index(run), run.UseBatchNorm, isOneOfMany);

    private (int Value, bool UseBatchNorm) Kind(RunGroup group) => (_colors?.Index(group.Runs[0]) ?? 0, group.Runs[0].UseBatchNorm);

    /// <summary>The first curve of each kind has the label of all of them; where kinds are too many, that of each colour.</summary>
    private string[] GroupLabels(IReadOnlyList<RunGroup> groups)
    {
        var labels = new string[groups.Count];
        Array.Fill(labels, "");
        IGrouping<(int Value, bool UseBatchNorm), int>[] kinds = Grouped(Kind);
        if (kinds.Length > MostEntries)
            kinds = Grouped(group => (_colors!.Index(group.Runs[0]), true));
        if (kinds.Length > MostEntries)
        {
            _isLeftOut = true;
            return labels;
        }

        bool areMixed = groups.Select(group => group.Runs[0].UseBatchNorm).Distinct().Count() > 1 && kinds.DistinctBy(kind => kind.Key.Value).Count() < kinds.Length;
        foreach (IGrouping<(int Value, bool UseBatchNorm), int> kind in kinds)
            labels[kind.First()] = GroupLabel(groups[kind.First()].Runs[0], kind.Count(), areMixed);
        return labels;

        IGrouping<(int Value, bool UseBatchNorm), int>[] Grouped(Func<RunGroup, (int Value, bool UseBatchNorm)> key) => [.. Enumerable.Range(0, groups.Count).GroupBy(i => key(groups[i]))];
    }

    private string GroupLabel(TrainingRun run, int count, bool areMixed)
    {
        string side = run.UseBatchNorm ? "with batch norm" : "without batch norm";
        string words = _trait is null ? side : areMixed && _trait.Name != RunTrait.BatchNormalization ? $"{_trait.ShortWords(run)}, {side}" : _trait.ShortWords(run);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}: {count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? "curve" : "curves")}";
    }
}

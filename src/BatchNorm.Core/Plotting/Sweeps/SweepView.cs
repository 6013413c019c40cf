using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>One way to look at a sweep: its panels, and what has to be said about them.</summary>
internal abstract class SweepView
{
    private protected SweepView(SweepPlot plot, SweepGrid grid)
    {
        Plot = plot;
        Grid = grid;
        Measures = [.. plot.Outcomes.Select(outcome => OutcomeMeasure.Of(outcome, plot.Measurement))];
    }

    /// <summary>What the vertical axes show.</summary>
    public virtual string VerticalTitle => "";

    /// <summary>What the horizontal axes show.</summary>
    public virtual string HorizontalTitle => "";

    /// <summary>How large the axes of a panel are, in units.</summary>
    public abstract (float Width, float Height) AxesSize { get; }

    /// <summary>The panels, row by row.</summary>
    public abstract IReadOnlyList<IReadOnlyList<FigurePanel>> Rows { get; }

    /// <summary>What a reader has to know of the picture, in sentences without full stops.</summary>
    public abstract IEnumerable<string> Caption { get; }

    /// <summary>Every number of it, a line each.</summary>
    public abstract IEnumerable<string> Values { get; }

    /// <summary>What is drawn.</summary>
    protected SweepPlot Plot { get; }

    /// <summary>The comparisons in order.</summary>
    protected SweepGrid Grid { get; }

    /// <summary>How the outcomes are measured.</summary>
    protected IReadOnlyList<OutcomeMeasure> Measures { get; }

    /// <summary>The seeds in words: "seeds 1..5".</summary>
    protected string Seeds => Grid.Seeds.Count == 1 ? $"seed {Grid.Seeds[0]}" : $"seeds {SeedText.Of(Grid.Seeds)}";

    /// <summary>What is to be said of settings that vary and are not to be seen: how often one looks, and what computes.</summary>
    protected static IEnumerable<string> NotToldApart(IEnumerable<SettingAxis> axes)
    {
        string labels = string.Join(", ", axes.Select(axis => axis.Label.ToLowerInvariant()));
        return labels.Length == 0 ? [] : [$"Not told apart, as no accuracy depends on it: {labels}"];
    }

    /// <summary>What is to be said of comparisons that have no place in any way to look at them.</summary>
    protected IEnumerable<string> LeftOut()
    {
        if (Grid.WithoutNumber > 0)
            yield return $"Left out because an accuracy is no number: {Count(Grid.WithoutNumber, "comparison")}";
        if (Grid.Cells.Count(cell => cell.Conflict is not null) is > 0 and var conflicts)
            yield return $"Left out because a seed has two results: {Count(conflicts, "combination")}";
    }

    /// <summary>What a panel is wide, in units: no more than the picture has pixels for, so that texts stay as large as they are.</summary>
    protected float Fitting(float wanted, float least, int columns, float around) =>
        Plot.Width is { } width ? Math.Min(wanted, Math.Max(least, (width / (float)columns) - around)) : wanted;

    /// <summary>So many things in words.</summary>
    protected static string Count(int count, string thing) => FormattableString.Invariant($"{count:N0} {thing}{(count == 1 ? "" : "s")}");
}

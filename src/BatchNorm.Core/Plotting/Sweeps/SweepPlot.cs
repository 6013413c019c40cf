using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>
/// What came of a sweep, over its settings: heat maps, parallel coordinates, or how much each setting matters. Repeats over seeds are one result, their
/// mean. <see cref="PlotWriter"/> draws it.
/// </summary>
public sealed record SweepPlot : TrainingPlot
{
    private const int MostSubtitleLines = 12;

    private SweepPlot(string title, SweepPlotKind kind, IReadOnlyList<BatchNormComparison> comparisons)
        : base(title)
    {
        Kind = kind;
        Comparisons = comparisons;
    }

    /// <summary>What is drawn, in the order in which it came.</summary>
    public IReadOnlyList<BatchNormComparison> Comparisons { get; }

    /// <summary>How it is drawn.</summary>
    public SweepPlotKind Kind { get; }

    /// <summary>What is shown, in this order; at least one, each once. Accuracy without, with, and their difference unless told.</summary>
    public IReadOnlyList<SweepOutcome> Outcomes
    {
        get;
        init => field = value is { Count: > 0 }
            ? [.. value.Distinct()]
            : throw new ArgumentException("A plot of a sweep needs at least one outcome to show.", nameof(Outcomes));
    } = [SweepOutcome.AccuracyWithout, SweepOutcome.AccuracyWith, SweepOutcome.Difference];

    /// <summary>The name of the setting across a heat map, one of <see cref="SettingNames"/>; null for the one that varies the most, of those that change results.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    public string? X { get; init => field = Checked(value, nameof(X)); }

    /// <summary>The name of the setting down a heat map, one of <see cref="SettingNames"/>; null for the one that varies the most after that across.</summary>
    /// <exception cref="ArgumentException">There is no such setting.</exception>
    public string? Y { get; init => field = Checked(value, nameof(Y)); }

    /// <summary>What counts as success, as good and as certain.</summary>
    public MeasurementSettings Measurement { get; init; } = new();

    /// <summary>Comparisons of the sweep that failed or are not done yet, which a heat map shows as such.</summary>
    public IReadOnlyList<MissingComparison> Missing { get; init; } = [];

    /// <summary>The names of the settings that <see cref="X"/> and <see cref="Y"/> may be.</summary>
    public static IReadOnlyList<string> SettingNames { get; } = [.. SweepGrid.Settings.Select(setting => setting.Name)];

    /// <summary>A plot of comparisons.</summary>
    /// <param name="comparisons">The comparisons, repeats over seeds among them, in any order; at least one.</param>
    /// <param name="kind">How they are drawn.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static SweepPlot Of(IReadOnlyList<BatchNormComparison> comparisons, SweepPlotKind kind = SweepPlotKind.HeatMap)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return comparisons.Count == 0
            ? throw new ArgumentException("A plot of a sweep needs at least one comparison.", nameof(comparisons))
            : new SweepPlot(DefaultTitle(kind), kind, comparisons);
    }

    /// <summary>The heading of a plot that was given none.</summary>
    public static string DefaultTitle(SweepPlotKind kind) => kind switch
    {
        SweepPlotKind.HeatMap => "Outcomes Over the Settings of a Sweep",
        SweepPlotKind.ParallelCoordinates => "Settings and Outcomes of a Sweep",
        SweepPlotKind.Importance => "Importance of the Settings of a Sweep",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of plot."),
    };

    /// <inheritdoc/>
    /// <exception cref="PlotException">The same setting is to be across and down.</exception>
    internal override Figure Compose(CancellationToken cancellation)
    {
        SweepGrid grid = Grid(cancellation);
        SweepView view = View(grid, cancellation);
        return new Figure
        {
            Title = Title,
            Subtitle = WithNote(string.Join(". ", new[] { Subtitle, grid.Shared }.Where(part => part.Length > 0).Concat(view.Caption))),
            MostSubtitleLines = MostSubtitleLines,
            VerticalTitle = view.VerticalTitle,
            HorizontalTitle = view.HorizontalTitle,
            AxesSize = view.AxesSize,
            Rows = view.Rows,
            Width = Width,
            Height = Height,
            Description = () => string.Join('\n', view.Caption.Select(sentence => $"{sentence}.").Concat(view.Values)),
        };
    }

    private SweepGrid Grid(CancellationToken cancellation) => X is not null && X == Y
        ? throw new PlotException($"The same setting, {X}, cannot be both across and down. Choose another for one of them.")
        : SweepGrid.Of(Comparisons, Missing, [.. SweepGrid.Settings.Where(IsAxis)], cancellation);

    private bool IsAxis(Setting setting) => Kind == SweepPlotKind.HeatMap && (setting.Name == X || setting.Name == Y);

    private SweepView View(SweepGrid grid, CancellationToken cancellation) => Kind switch
    {
        SweepPlotKind.HeatMap => new HeatMapView(this, grid, cancellation),
        SweepPlotKind.ParallelCoordinates => new ParallelView(this, grid, cancellation),
        _ => new ImportanceView(this, grid, cancellation),
    };

    private static string? Checked(string? name, string parameter) => name is null || SettingNames.Contains(name) ? name : throw new ArgumentException(
        $"There is no setting '{name}' to put on an axis. There are {string.Join(", ", SettingNames)}.", parameter);
}

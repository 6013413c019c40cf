using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// Validation accuracy, error or loss during training, as a picture to be drawn: a heading, the settings that all runs share, and one or
/// more panels in a grid. <see cref="PlotWriter"/> draws it.
/// </summary>
public sealed record AccuracyPlot : TrainingPlot
{
    /// <summary>The heading of a plot that was given none: the lesson's.</summary>
    public const string DefaultTitle = "Validation Accuracy During Training";

    /// <summary>The strongest smoothing.</summary>
    public const double MaximumSmoothing = 0.999;

    /// <summary>Describes a plot of some panels.</summary>
    /// <param name="panels">The panels, in reading order; at least one.</param>
    /// <exception cref="ArgumentException">There is no panel.</exception>
    public AccuracyPlot(IReadOnlyList<AccuracyPanel> panels)
        : base(DefaultTitle)
    {
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.Count == 0)
            throw new ArgumentException("A plot needs at least one panel.", nameof(panels));

        Panels = [.. RunDatasets.Named([.. panels.Select(panel => panel.Runs)]).Zip(panels, (runs, panel) => new AccuracyPanel(panel.Title, runs))];
    }

    /// <summary>The panels, in reading order.</summary>
    public IReadOnlyList<AccuracyPanel> Panels { get; }

    /// <summary>What the curves show. A heading that was not given goes with it.</summary>
    public CurveMetric Metric
    {
        get;
        init
        {
            if (Title == PlottedMetric.Of(field).Heading)
                Title = PlottedMetric.Of(value).Heading;
            field = value;
        }
    }

    /// <summary>What the curves are drawn over.</summary>
    public ProgressAxis XAxis { get; init; }

    /// <summary>How values lie along the vertical axis, which all panels share.</summary>
    public AxisScale YScale { get; init; }

    /// <summary>From where to where the vertical axis goes; null for what suits the metric: from 0 to 1 for shares, what fits for losses.</summary>
    public AxisRange? YRange { get; init; }

    /// <summary>
    /// Whether the vertical axis shows no more than what matters, the curves after the first quarter of the training without those that diverged, and the
    /// caption says that it does not begin at 0. Where <see cref="YRange"/> is given, that holds.
    /// </summary>
    public bool Zoom { get; init; }

    /// <summary>The name of the trait (<see cref="RunTrait"/>) that the colours of the curves tell; empty for colours that tell curves apart.</summary>
    /// <exception cref="ArgumentException">There is no such trait.</exception>
    public string ColorBy
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? "" : RunTrait.Named(value).Name;
    }
    = "";

    /// <summary>
    /// Whether the runs of a panel that differ in nothing but the seed are one line, their mean, and what the band around it is.
    /// </summary>
    public BandKind Band { get; init; }

    /// <summary>
    /// The weight, 0 to 0.999, that a line's past has in it (<see cref="DebiasedAverage"/>); 0 leaves lines as they are.
    /// </summary>
    public double Smoothing
    {
        get;
        init => field = value is >= 0 and <= MaximumSmoothing
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, $"Smoothing must lie between 0 and {MaximumSmoothing}.");
    }

    /// <summary>All runs on one pair of axes.</summary>
    /// <param name="runs">The runs, in the legend's order; at least one.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static AccuracyPlot Of(IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Of([], runs);
    }

    /// <summary>A panel a comparison, titled with the settings in which it differs from the others.</summary>
    /// <param name="comparisons">The comparisons, in reading order; at least one.</param>
    /// <param name="band">
    /// Other than <see cref="BandKind.None"/> makes one panel of all comparisons that differ in nothing but the seed.
    /// </param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static AccuracyPlot Of(IReadOnlyList<BatchNormComparison> comparisons, BandKind band = BandKind.None) => Of(comparisons, [], band);

    /// <summary>A panel a comparison, and a last one for all runs that belong to none, each titled with the settings in which it differs from the others.</summary>
    /// <param name="comparisons">The comparisons, in reading order.</param>
    /// <param name="others">The runs that belong to none, in the legend's order; there is at least one, or a comparison.</param>
    /// <param name="band">
    /// Other than <see cref="BandKind.None"/> makes one panel of all comparisons that differ in nothing but the seed.
    /// </param>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    /// <exception cref="PlotException">There are more than <see cref="TrainingPlot.MaximumPanels"/> panels.</exception>
    public static AccuracyPlot Of(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> others, BandKind band = BandKind.None)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(others);
        return Of(RunPanels.Usual(comparisons, others, band)) with { Band = band };
    }

    /// <summary>A panel for all runs that have the same of some traits.</summary>
    /// <param name="comparisons">The comparisons, of which both runs are drawn, in reading order.</param>
    /// <param name="others">The runs that belong to none; there is at least one, or a comparison.</param>
    /// <param name="panelBy">The traits that panels differ in; with none, all curves share one panel.</param>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    /// <exception cref="PlotException">There are more than <see cref="TrainingPlot.MaximumPanels"/> panels.</exception>
    public static AccuracyPlot By(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> others, IReadOnlyList<RunTrait> panelBy)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(panelBy);
        return Of(RunPanels.By(panelBy, comparisons, others));
    }

    /// <inheritdoc/>
    internal override Figure Compose(CancellationToken cancellation) => new AccuracyComposition(this, cancellation).Figure;

    /// <summary>What each line of a panel stands for.</summary>
    internal IReadOnlyList<CurveRuns> Groups(AccuracyPanel panel) =>
        Band == BandKind.None ? [.. panel.Runs.Select(run => new CurveRuns([run]))] : CurveRuns.By(panel.Runs);

    private static AccuracyPlot Of(IReadOnlyList<AccuracyPanel> panels) =>
        new(panels) { Subtitle = panels.Count == 0 ? "" : RunSettings.Shared([.. panels.SelectMany(panel => panel.Runs)]) };
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// Validation accuracy during training, as a picture to be drawn: a heading, the settings that all runs share, and one or
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
    public static AccuracyPlot Of(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> others, BandKind band = BandKind.None)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(others);
        IEnumerable<IEnumerable<BatchNormComparison>> groups = band == BandKind.None
            ? comparisons.Select(comparison => new[] { comparison })
            : comparisons.GroupBy(comparison =>
                (comparison.RepeatKey(), DatasetNames.Identity(comparison.Dataset, comparison.DatasetHash)));
        IEnumerable<TrainingRun[]> pairs = groups.Select(group =>
            group.SelectMany(pair => new[] { pair.WithoutBatchNorm, pair.WithBatchNorm }).ToArray());
        IReadOnlyList<IReadOnlyList<TrainingRun>> panels = RunDatasets.Named(others.Count == 0 ? [.. pairs] : [.. pairs, others]);
        TrainingRun[] runs = [.. panels.SelectMany(panel => panel)];
        return new AccuracyPlot([.. panels.Select(panel => new AccuracyPanel(RunSettings.SetApart(panel, runs), panel))])
        {
            Subtitle = runs.Length == 0 ? "" : RunSettings.Shared(runs),
            Band = band,
        };
    }

    /// <inheritdoc/>
    public override string Describe() => AccuracyDescription.Of(this);

    /// <inheritdoc/>
    internal override Figure Compose() => new()
    {
        Title = Title,
        Subtitle = WithNote(string.Join(", ", new[] { Subtitle, SmoothingInWords }.Where(part => part.Length > 0))),
        VerticalTitle = "Validation accuracy",
        HorizontalTitle = "Training steps",
        Rows = Figure.NearSquare([.. Panels.Select(panel =>
            new CurvePanel(panel.Title, ValueAxis.Share, AccuracySeries.Of(Groups(panel), this)))]),
        Width = Width,
        Height = Height,
    };

    /// <summary>What each line of a panel stands for.</summary>
    internal IReadOnlyList<RunGroup> Groups(AccuracyPanel panel) =>
        Band == BandKind.None ? [.. panel.Runs.Select(run => new RunGroup([run]))] : RunGroup.By(panel.Runs);

    private string SmoothingInWords => Smoothing == 0 ? "" : FormattableString.Invariant($"smoothed {Smoothing}");
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// Validation accuracy during training, as a picture to be drawn: a heading, the settings that all runs share, and one or
/// more panels in a grid. <see cref="AccuracyPlotWriter"/> draws it.
/// </summary>
public sealed record AccuracyPlot
{
    /// <summary>The least width and height, in pixels.</summary>
    public const int MinimumPixels = 100;

    /// <summary>The greatest width and height, in pixels.</summary>
    public const int MaximumPixels = 10_000;

    /// <summary>The heading of a plot that was given none: the lesson's.</summary>
    public const string DefaultTitle = "Validation Accuracy During Training";

    /// <summary>Describes a plot of some panels.</summary>
    /// <param name="panels">The panels, in reading order; at least one.</param>
    /// <exception cref="ArgumentException">There is no panel.</exception>
    public AccuracyPlot(IReadOnlyList<AccuracyPanel> panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        if (panels.Count == 0)
            throw new ArgumentException("A plot needs at least one panel.", nameof(panels));

        Panels = [.. panels];
    }

    /// <summary>The heading.</summary>
    public string Title { get; init; } = DefaultTitle;

    /// <summary>The line under the heading: the settings all runs share, the data among them. May be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Pixels across, 100 to 10,000; null for what suits the panels.</summary>
    public int? Width { get; init => field = InBounds(value, nameof(Width)); }

    /// <summary>Pixels down, 100 to 10,000; null for what suits the panels.</summary>
    public int? Height { get; init => field = InBounds(value, nameof(Height)); }

    /// <summary>The panels, in reading order.</summary>
    public IReadOnlyList<AccuracyPanel> Panels { get; }

    /// <summary>All runs on one pair of axes.</summary>
    /// <param name="runs">The runs, in the legend's order; at least one.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static AccuracyPlot Of(IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return new AccuracyPlot([new AccuracyPanel("", runs)]) { Subtitle = RunSettings.Shared(runs) };
    }

    /// <summary>A panel a comparison, titled with the settings in which it differs from the others.</summary>
    /// <param name="comparisons">The comparisons, in reading order; at least one.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static AccuracyPlot Of(IReadOnlyList<BatchNormComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        TrainingRun[][] pairs = [.. comparisons.Select(pair => new[] { pair.WithoutBatchNorm, pair.WithBatchNorm })];
        TrainingRun[] runs = [.. pairs.SelectMany(pair => pair)];
        return new AccuracyPlot([.. pairs.Select(pair => new AccuracyPanel(RunSettings.SetApart(pair, runs), pair))])
        {
            Subtitle = RunSettings.Shared(runs),
        };
    }

    /// <summary>The plot in words, for those who cannot see it: the settings of every run and where it ended.</summary>
    public string Describe() => PlotDescription.Of(this);

    private static int? InBounds(int? pixels, string name) => pixels is null or (>= MinimumPixels and <= MaximumPixels)
        ? pixels
        : throw new ArgumentOutOfRangeException(
            name, pixels, $"{name} must lie between {MinimumPixels} and {MaximumPixels} pixels.");
}

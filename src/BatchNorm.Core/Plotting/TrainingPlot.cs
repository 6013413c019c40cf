using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>
/// What came of trainings, as a picture to be drawn: a heading, the settings that all runs share, and one or more panels in a grid. <see cref="PlotWriter"/> draws it.
/// </summary>
public abstract record TrainingPlot
{
    /// <summary>The least width and height, in pixels.</summary>
    public const int MinimumPixels = 100;

    /// <summary>The greatest width and height, in pixels.</summary>
    public const int MaximumPixels = 10_000;

    /// <summary>The most panels of curves that can be read in one picture.</summary>
    public const int MaximumPanels = 400;

    private protected TrainingPlot(string title) => Title = title;

    /// <summary>The heading.</summary>
    public string Title { get; init; }

    /// <summary>The line under the heading: the settings all runs share, the data among them. May be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>A sentence behind the settings: what is missing in the plot, as of a sweep that is half done. May be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Pixels across, 100 to 10,000; null for what suits the panels.</summary>
    public int? Width { get; init => field = InBounds(value, nameof(Width)); }

    /// <summary>Pixels down, 100 to 10,000; null for what suits the panels.</summary>
    public int? Height { get; init => field = InBounds(value, nameof(Height)); }

    /// <summary>The plot in words, for those who cannot see it: the settings of every line and where it ended.</summary>
    public string Describe() => Compose(CancellationToken.None).Description();

    /// <summary>What is drawn: everything worked out but where it lies.</summary>
    /// <param name="cancellation">Checked between what is worked out one by one: panels, cells, lines.</param>
    /// <exception cref="PlotException">The runs do not go together.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal abstract Figure Compose(CancellationToken cancellation);

    /// <summary>Refuses more panels than can be read.</summary>
    /// <param name="panels">How many there would be.</param>
    /// <param name="advice">What to do for fewer, a sentence.</param>
    /// <exception cref="PlotException">There are more than <see cref="MaximumPanels"/>.</exception>
    internal static void CheckCount(int panels, string advice)
    {
        if (panels > MaximumPanels)
            throw new PlotException(string.Create(CultureInfo.InvariantCulture, $"{panels:N0} panels are more than the {MaximumPanels} that can be read in one picture. {advice}"));
    }

    /// <summary>What stands under the heading, with the note behind it.</summary>
    private protected string WithNote(string subtitle) => string.Join(". ", new[] { subtitle, Note }.Where(part => part.Length > 0));

    private static int? InBounds(int? pixels, string name) => pixels is null or (>= MinimumPixels and <= MaximumPixels)
        ? pixels
        : throw new ArgumentOutOfRangeException(
            name, pixels, $"{name} must lie between {MinimumPixels} and {MaximumPixels} pixels.");
}

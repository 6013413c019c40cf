using System.Globalization;
using System.Text;
using BatchNorm.Benefits;
using static System.FormattableString;

namespace BatchNorm.Plotting.Benefits;

/// <summary>
/// What comparisons say of the lesson's claims, as a picture: a panel a claim, with both sides over the values that were tried. Bars are 95 % intervals,
/// unless measured with another confidence: Wilson's of shares, Student's of means.
/// </summary>
public sealed record ClaimPlot : TrainingPlot
{
    private readonly IReadOnlyList<LessonClaimMeasurement> _measurements;

    /// <summary>Describes a plot of measurements.</summary>
    /// <param name="measurements">The measurements, in reading order; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ClaimPlot(IReadOnlyList<LessonClaimMeasurement> measurements)
        : base("")
    {
        ArgumentNullException.ThrowIfNull(measurements);
        if (measurements.Count == 0)
            throw new ArgumentException("A plot needs at least one claim.", nameof(measurements));

        _measurements = measurements;
        Title = measurements.Count == 1 ? Claimed(measurements[0]) : "What batch normalization is said to do";
        Subtitle = measurements.Count == 1
            ? Numbers(measurements[0])
            : Invariant($"{string.Join(", ", measurements.Select(one => one.Dataset).Distinct())}; bars: {100 * measurements[0].ConfidenceLevel:0.##} % intervals");
    }

    /// <inheritdoc/>
    internal override Figure Compose(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool isOne = _measurements.Count == 1;
        return new Figure
        {
            Title = Title,
            Subtitle = WithNote(Subtitle),
            VerticalTitle = isOne ? ClaimPanel.VerticalTitle(ClaimPanel.Kind(_measurements[0])) : "",
            HorizontalTitle = isOne ? ClaimPanel.HorizontalTitle(ClaimPanel.Kind(_measurements[0])) : "",
            Rows = Figure.NearSquare([.. _measurements.Select((one, i) => ClaimPanel.Of(one, isOne ? "" : PanelTitle(one)) with { HasLegend = i == 0 })], Width),
            Width = Width,
            Height = Height,
            Description = InWords,
        };
    }

    private string InWords()
    {
        var text = new StringBuilder(Title);
        foreach (LessonClaimMeasurement measurement in _measurements)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{measurement.Claim} {measurement.Sentence}");
            if (measurement.Points.Count > 1)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" Seeds that learn without and with batch normalization, by {ClaimPanel.HorizontalTitle(ClaimPanel.Kind(measurement)).ToLowerInvariant()}: {measurement.Points}.");
            }
        }

        return text.ToString();
    }

    private static string PanelTitle(LessonClaimMeasurement measurement) =>
        $"{Claimed(measurement)} ({ClaimPanel.Shown(ClaimPanel.Kind(measurement))})";

    private static string Claimed(LessonClaimMeasurement measurement) => $"{measurement.Name}: {VerdictText.Of(measurement.Verdict)}";

    private static string Numbers(LessonClaimMeasurement measurement) => measurement.Without.Length == 0
        ? measurement.Sentence
        : $"{measurement.Without} without, {measurement.With} with: {measurement.Effect}, n = {measurement.Count}, {measurement.Dataset}";
}

using ScottPlot;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Parallel coordinates: a line for each combination of settings across all axes, the last of which is the colours' scale.</summary>
/// <param name="ParallelAxes">The axes, from the left; at least one.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Scale">What the colours stand for.</param>
internal sealed record ParallelPanel(IReadOnlyList<ParallelAxis> ParallelAxes, IReadOnlyList<ParallelLine> Lines, ColorScale Scale) : FigurePanel("")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => [""];

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this with
    {
        ParallelAxes = [.. ParallelAxes.Select(axis => new ParallelAxis(axis.Title, [.. axis.Ticks.Select(tick => (tick.Place, replace(tick.Label)))]))],
    };

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new ParallelPlot(this, axes);
}

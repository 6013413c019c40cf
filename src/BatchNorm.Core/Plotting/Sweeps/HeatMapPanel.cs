using ScottPlot;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>An outcome over two settings: a coloured cell for each combination of their values.</summary>
/// <param name="Title">What sets this panel apart from the others; may be empty.</param>
/// <param name="RowLabels">The values along the vertical axis, from above; at least one, which may be empty.</param>
/// <param name="ColumnLabels">The values along the horizontal axis, from the left; at least one, which may be empty.</param>
/// <param name="Cells">The cells, row by row from above.</param>
/// <param name="Lines">How many lines of text in a cell there is room for.</param>
/// <param name="Scale">What the colours stand for.</param>
internal sealed record HeatMapPanel(
    string Title, IReadOnlyList<string> RowLabels, IReadOnlyList<string> ColumnLabels, IReadOnlyList<HeatCell> Cells, int Lines, ColorScale Scale)
    : FigurePanel(Title)
{
    /// <summary>What the colour bar above the cells takes of the height.</summary>
    public const float BarHeight = 34;

    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => RowLabels;

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this with
    {
        Title = replace(Title),
        RowLabels = [.. RowLabels.Select(replace)],
        ColumnLabels = [.. ColumnLabels.Select(replace)],
    };

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new HeatMapPlot(this, axes);
}

using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>Curves over the steps of a training.</summary>
/// <param name="Title">What sets this panel apart from the others; may be empty.</param>
/// <param name="Axis">The vertical axis; the horizontal one shows the steps.</param>
/// <param name="Series">The lines, in the legend's order.</param>
internal sealed record CurvePanel(string Title, ValueAxis Axis, IReadOnlyList<FigureSeries> Series) : FigurePanel(Title)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => Axis.Labels;

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this with
    {
        Title = replace(Title),
        Series = [.. Series.Select(series => series with { Label = replace(series.Label) })],
    };

    /// <inheritdoc/>
    public override FigurePanel AsVectors(int columns) => this with
    {
        Series = [.. Series.Select(series => series.Visible(columns) with { Style = series.Style with { HasMarkedDashes = true } })],
    };

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new CurvePlot(this, axes);
}

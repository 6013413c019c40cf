using ScottPlot;

namespace BatchNorm.Plotting.Benefits;

/// <summary>Both sides over a grid of values, each with its interval.</summary>
/// <param name="Title">What is shown, over what.</param>
/// <param name="Values">What stands along the horizontal axis, at 0, 1, 2, ...; empty where the axis is one of numbers.</param>
/// <param name="Axis">The vertical axis.</param>
/// <param name="Series">The sides, without batch normalization first.</param>
internal sealed record PointPanel(string Title, IReadOnlyList<string> Values, ValueAxis Axis, IReadOnlyList<PointSeries> Series) : FigurePanel(Title)
{
    /// <summary>Whether lines go from point to point: not where the values have no order, as names and seeds have none.</summary>
    public bool IsJoined { get; init; } = true;

    /// <summary>Whether it has a legend: of panels that stand together one does.</summary>
    public bool HasLegend { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => Axis.Labels;

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this with { Title = replace(Title), Values = [.. Values.Select(replace)] };

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new PointPlot(this, axes);
}

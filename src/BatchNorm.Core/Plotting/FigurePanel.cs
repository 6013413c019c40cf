namespace BatchNorm.Plotting;

/// <summary>One pair of axes, and what is drawn between them.</summary>
/// <param name="Title">What sets this panel apart from the others; may be empty.</param>
/// <param name="Axis">The vertical axis; the horizontal one shows the steps.</param>
/// <param name="Series">The lines, in the legend's order.</param>
internal sealed record FigurePanel(string Title, ValueAxis Axis, IReadOnlyList<FigureSeries> Series);

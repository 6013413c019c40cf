using ScottPlot;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A sentence in place of a picture that there is none of.</summary>
/// <param name="Message">The sentence.</param>
internal sealed record MessagePanel(string Message) : FigurePanel("")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => [""];

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => new MessagePanel(replace(Message));

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new MessagePlot(this, axes);
}

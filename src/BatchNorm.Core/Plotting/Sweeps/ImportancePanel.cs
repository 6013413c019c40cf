using ScottPlot;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>How much of the variance of each outcome settings explain: a group of bars for each setting, one for each outcome.</summary>
/// <param name="RowLabels">What explains it, from above; at least one.</param>
/// <param name="Bars">The bars of each row.</param>
internal sealed record ImportancePanel(IReadOnlyList<string> RowLabels, IReadOnlyList<IReadOnlyList<ImportanceBar>> Bars) : FigurePanel("")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> VerticalLabels => RowLabels;

    /// <inheritdoc/>
    public override FigurePanel WithTexts(Func<string, string> replace) => this; // all are the module's own

    /// <inheritdoc/>
    public override PanelPlot Within(PixelRect axes) => new ImportancePlot(this, axes);
}

using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>One pair of axes, and what is drawn between them: each kind of panel says what that is.</summary>
/// <param name="Title">What sets this panel apart from the others; may be empty.</param>
internal abstract record FigurePanel(string Title)
{
    /// <summary>What stands along the vertical axis, for which room is left.</summary>
    public abstract IReadOnlyList<string> VerticalLabels { get; }

    /// <summary>The same with every text that is drawn replaced.</summary>
    public abstract FigurePanel WithTexts(Func<string, string> replace);

    /// <summary>The height of its legend where that has to stand below the axes, lest it cover something between them; 0 unless a kind of panel says so.</summary>
    /// <param name="axes">The rectangle, in units, that the axes enclose.</param>
    /// <param name="fontSize">The size of the legend's letters, in units.</param>
    public virtual float LegendHeightBelow(PixelRect axes, float fontSize) => 0;

    /// <summary>Gets it ready to be drawn.</summary>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public abstract PanelPlot Within(PixelRect axes);
}

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

    /// <summary>The same for a picture of vectors, with no more than can be seen in it and what vectors have a way of their own to draw.</summary>
    /// <param name="columns">Columns of the picture across the axes.</param>
    public virtual FigurePanel AsVectors(int columns) => this;

    /// <summary>Gets it ready to be drawn.</summary>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public abstract PanelPlot Within(PixelRect axes);
}

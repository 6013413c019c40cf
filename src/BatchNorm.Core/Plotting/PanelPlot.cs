using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws one panel: its title and its axes, and between them what its kind shows.</summary>
internal abstract class PanelPlot : IDisposable
{
    private const float PanelTitleSize = 13, AxisTitleSize = 14;
    private static readonly Color GridColor = new("#E3E3E3");

    /// <param name="title">What sets this panel apart from the others; may be empty.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    protected PanelPlot(string title, PixelRect axes)
    {
        Axes = axes;
        Plot.RenderManager.ClearCanvasBeforeEachRender = false; // the other panels stay
        Plot.FigureBackground.Color = Colors.Transparent;
        foreach (LabelStyle label in new[] { Plot.Axes.Left.TickLabelStyle, Plot.Axes.Bottom.TickLabelStyle })
        {
            label.Font = PlotFont.For("0123456789.,");
            label.FontSize = FigureLayout.TickLabelSize;
        }

        Plot.Axes.AntiAlias(true); // else thin lines vanish from small pictures
        Plot.Axes.Right.IsVisible = false;
        Plot.Axes.Top.IsVisible = false;
        Plot.Grid.MajorLineColor = GridColor;
        SetTitle(title);
    }

    /// <summary>What is drawn with; its axes are as all panels have them.</summary>
    protected Plot Plot { get; } = new();

    /// <summary>The rectangle on the canvas, in units, that the axes enclose.</summary>
    protected PixelRect Axes { get; }

    /// <summary>What the left and the right end of the horizontal axis stand for.</summary>
    public CoordinateRange Horizontal => new(Plot.Axes.Bottom.Min, Plot.Axes.Bottom.Max);

    /// <summary>Writes along the vertical axis what it shows.</summary>
    public virtual void TitleVerticalAxis(string title)
    {
        SetAxisTitle(Plot.Axes.Left, title);
        Plot.Axes.Left.Label.OffsetX = -5; // ScottPlot leaves too little room beside the tick labels
    }

    /// <summary>Writes along the horizontal axis what it shows.</summary>
    public virtual void TitleHorizontalAxis(string title) => SetAxisTitle(Plot.Axes.Bottom, title);

    /// <param name="canvas">Where to draw.</param>
    /// <param name="padding">The room around the axes for ticks and titles, in units.</param>
    /// <param name="legendFontSize">In units.</param>
    public void Draw(SKCanvas canvas, PixelPadding padding, float legendFontSize)
    {
        Plot.Layout.Fixed(padding);
        PixelRect figure = Axes.Expand(padding);

        // ScottPlot draws twice when the limits of the axes are new, as they are the first time. Let that not be the real one.
        using (var rehearsal = new SKNoDrawCanvas((int)figure.Right, (int)figure.Bottom))
            Plot.Render(rehearsal, figure);
        Plot.Render(canvas, figure);
        DrawOver(canvas, legendFontSize);
    }

    /// <inheritdoc/>
    public void Dispose() => Plot.Dispose();

    /// <summary>Draws what lies over everything else, as a legend does.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="legendFontSize">In units.</param>
    protected virtual void DrawOver(SKCanvas canvas, float legendFontSize)
    {
    }

    private static void SetAxisTitle(IAxis axis, string title)
    {
        axis.Label.Text = title;
        axis.Label.Font = PlotFont.For(title);
        axis.Label.FontSize = AxisTitleSize;
        axis.Label.Bold = false;
    }

    private void SetTitle(string title)
    {
        LabelStyle label = Plot.Axes.Title.Label;
        label.Text = title;
        label.Font = PlotFont.For(label.Text, bold: true);
        label.FontSize = PlotFont.SizeToFit(label.Text, PanelTitleSize, Axes.Width, bold: true);
        label.Bold = false; // the typeface is bold by itself
        label.OffsetY = -3;
    }
}

using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Draws a panel by hand between its titles: its axes are no scales of numbers.</summary>
internal abstract class DrawnPlot : PanelPlot
{
    /// <summary>The size of the letters along axes.</summary>
    protected const float LabelSize = FigureLayout.TickLabelSize;

    private const float TitleSize = 14, BesideLabels = 16, BelowLabels = 40;

    /// <summary>The grey of lines that are no data.</summary>
    protected static readonly SKColor Grey = new(0x8C, 0x8C, 0x8C);

    private readonly float _labelWidth;
    private string _verticalTitle = "", _horizontalTitle = "";

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    protected DrawnPlot(FigurePanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        _labelWidth = panel.VerticalLabels.Max(label => PlotFont.Width(label, LabelSize));
        Plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { Plot.Axes.Left, Plot.Axes.Bottom })
        {
            axis.TickGenerator = new EmptyTickGenerator();
            axis.FrameLineStyle.IsVisible = false;
        }
    }

    /// <inheritdoc/>
    public override void TitleVerticalAxis(string title) => _verticalTitle = title;

    /// <inheritdoc/>
    public override void TitleHorizontalAxis(string title) => _horizontalTitle = title;

    /// <inheritdoc/>
    protected sealed override void DrawOver(SKCanvas canvas, float legendFontSize)
    {
        DrawContent(canvas);
        Centred(canvas, _horizontalTitle, Axes.Left + (Scale / 2), Axes.Bottom + BelowLabels, TitleSize, Scale, SKColors.Black);
        canvas.Save();
        canvas.Translate(Axes.Left - _labelWidth - BesideLabels, (Axes.Top + Axes.Bottom) / 2);
        canvas.RotateDegrees(-90);
        Centred(canvas, _verticalTitle, 0, 0, TitleSize, Axes.Height, SKColors.Black);
        canvas.Restore();
    }

    /// <summary>How long the horizontal axis is, in units from its left end: its title stands under the middle.</summary>
    protected virtual float Scale => Axes.Width;

    /// <summary>Draws what is between the titles.</summary>
    protected abstract void DrawContent(SKCanvas canvas);

    /// <summary>Writes a text around a place, in letters no larger than fit.</summary>
    protected static void Centred(SKCanvas canvas, string text, float x, float baseline, float size, float room, SKColor color)
    {
        if (text.Length == 0)
            return;
        float fitting = PlotFont.SizeToFit(text, size, room);
        PlotFont.Draw(canvas, text, x - (PlotFont.Width(text, fitting) / 2), baseline, fitting, color);
    }

    /// <summary>Writes a text that ends at a place.</summary>
    protected static void RightAligned(SKCanvas canvas, string text, float right, float baseline, float size, SKColor color) =>
        PlotFont.Draw(canvas, text, right - PlotFont.Width(text, size), baseline, size, color);

    /// <summary>Fills a rectangle.</summary>
    protected static void Fill(SKCanvas canvas, SKRect area, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(area, paint);
    }

    /// <summary>A pen for lines.</summary>
    protected static SKPaint Pen(SKColor color, float width = 1) =>
        new() { Color = color, StrokeWidth = width, Style = SKPaintStyle.Stroke, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round };
}

using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A panel that is drawn by hand between its titles: its axes are no scales of numbers.</summary>
internal abstract class DrawnPanel : PanelPlot
{
    /// <summary>The size of the letters along axes.</summary>
    protected const float LabelSize = 12;

    /// <summary>The grey of lines that are no data.</summary>
    protected static readonly SKColor Grey = new(0x8C, 0x8C, 0x8C);

    /// <param name="title">What sets this panel apart from the others; may be empty.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    protected DrawnPanel(string title, PixelRect axes)
        : base(title, axes)
    {
        Plot.HideGrid();
        foreach (IAxis axis in new IAxis[] { Plot.Axes.Left, Plot.Axes.Bottom })
        {
            axis.TickGenerator = new EmptyTickGenerator();
            axis.FrameLineStyle.IsVisible = false;
        }
    }

    /// <summary>Writes a text around a place, in letters no larger than fit.</summary>
    protected static void Centred(SKCanvas canvas, string text, float x, float baseline, float size, float room, SKColor color)
    {
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

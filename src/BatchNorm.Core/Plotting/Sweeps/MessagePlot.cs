using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Writes a sentence where a picture would be.</summary>
internal sealed class MessagePlot(MessagePanel panel, PixelRect axes) : DrawnPlot(panel, axes)
{
    private const float Size = 15;

    /// <inheritdoc/>
    protected override void DrawContent(SKCanvas canvas)
    {
        var text = new Heading(panel.Message, Size, bold: false, Axes.Width);
        float middle = (Axes.Left + Axes.Right) / 2, baseline = ((Axes.Top + Axes.Bottom - text.FurtherHeight) / 2) + (Size / 2);
        foreach (string line in text.Lines)
        {
            Centred(canvas, line, middle, baseline, Size, Axes.Width, SKColors.Black);
            baseline += text.LineHeight;
        }
    }
}

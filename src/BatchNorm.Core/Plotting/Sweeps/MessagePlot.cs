using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Writes a sentence where a picture would be.</summary>
internal sealed class MessagePlot(MessagePanel panel, PixelRect axes) : DrawnPanel(panel.Title, axes)
{
    private const float Size = 15;

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize)
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

using SkiaSharp;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Writes into a panel, beside what ScottPlot draws there.</summary>
internal static class PanelText
{
    /// <summary>Writes a text.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="x">Where it begins, has its middle or ends, in units.</param>
    /// <param name="baseline">In units.</param>
    /// <param name="size">In units.</param>
    /// <param name="share">How much of it is left of x: 0, 0.5 or 1.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float size, float share = 0, bool bold = false) =>
        PlotFont.Draw(canvas, text, x - (share * PlotFont.Width(text, size, bold)), baseline, size, new SKColor(0x22, 0x22, 0x22), bold);
}

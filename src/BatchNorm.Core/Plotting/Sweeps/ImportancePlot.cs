using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Draws the importance of settings as bars, from 0 to 100 %.</summary>
internal sealed class ImportancePlot(ImportancePanel panel, PixelRect axes) : DrawnPlot(panel, axes)
{
    private const float GroupGap = 8, TextRoom = 150, TextSize = 11;
    private const int Ticks = 4;
    private static readonly SKColor GridColor = new(0xE3, 0xE3, 0xE3);

    /// <inheritdoc/>
    protected override float Scale => Axes.Width - Math.Min(TextRoom, Axes.Width / 2);

    /// <inheritdoc/>
    protected override void DrawContent(SKCanvas canvas)
    {
        float width = Scale, rowHeight = Axes.Height / panel.RowLabels.Count;
        using SKPaint line = Pen(GridColor), axis = Pen(SKColors.Black);
        for (int tick = 0; tick <= Ticks; tick++)
        {
            float x = Axes.Left + (width * tick / Ticks);
            canvas.DrawLine(x, Axes.Top, x, Axes.Bottom, tick == 0 ? axis : line);
            Centred(canvas, $"{100 * tick / Ticks} %", x, Axes.Bottom + LabelSize + 4, LabelSize, width / Ticks, SKColors.Black);
        }

        for (int row = 0; row < panel.RowLabels.Count; row++)
        {
            float top = Axes.Top + (row * rowHeight);
            RightAligned(canvas, panel.RowLabels[row], Axes.Left - 6, top + (rowHeight / 2) + (LabelSize * 0.36f), LabelSize, SKColors.Black);
            DrawBars(canvas, panel.Bars[row], top + (GroupGap / 2), rowHeight - GroupGap, width);
        }
    }

    private void DrawBars(SKCanvas canvas, IReadOnlyList<ImportanceBar> bars, float top, float height, float width)
    {
        float each = height / bars.Count;
        for (int i = 0; i < bars.Count; i++)
        {
            float middle = top + ((i + 0.5f) * each), right = Axes.Left + (float)(bars[i].Share * width);
            Fill(canvas, new SKRect(Axes.Left, middle - (each * 0.4f), right, middle + (each * 0.4f)), bars[i].Color);
            float size = Math.Min(TextSize, each);
            PlotFont.Draw(canvas, bars[i].Text, right + 5, middle + (size * 0.36f), size, SKColors.Black);
        }
    }
}

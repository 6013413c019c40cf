using BatchNorm.Measurements;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Draws a forest plot: the axes with ScottPlot, and into them the intervals and, on the right, the numbers.</summary>
internal sealed class ForestPlot : PanelPlot
{
    // Where the columns of the numbers end, in units from the right edge of the axes; the intervals have what is left.
    private const float PEnds = 8, CountEnds = 78, DifferenceEnds = 130, AllBegin = 318, CountBegins = 112;
    private const float TextSize = 11, Half = 4.5f;

    private readonly ForestPanel _panel;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public ForestPlot(ForestPanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        _panel = panel;
        int rows = panel.Rows.Count;
        double range = panel.Axis.Maximum - panel.Axis.Minimum;
        Plot.Axes.SetLimits(panel.Axis.Minimum, panel.Axis.Minimum + (range * axes.Width / Math.Max(1, axes.Width - (NumbersBegin * Shrink))), -1, rows + 0.5);
        Plot.Axes.Bottom.TickGenerator = new NumericManual(panel.Axis.Ticks, panel.Axis.Labels);
        Plot.Axes.Left.TickGenerator = new NumericManual([.. Enumerable.Range(0, rows).Select(i => (double)(rows - 1 - i))], [.. panel.VerticalLabels]);
        Plot.Axes.Left.TickLabelStyle.Font = PlotFont.For(string.Concat(panel.VerticalLabels));
        Plot.Axes.Left.TickLabelStyle.FontSize = Math.Min(FigureLayout.TickLabelSize, 0.8f * RowHeight);
        Plot.Grid.YAxisStyle.IsVisible = false;
    }

    private float NumbersBegin => _panel.IsNarrow ? CountBegins : AllBegin;

    private float RowHeight => Axes.Height / (_panel.Rows.Count + 1.5f);

    /// <summary>Numbers never take more than half of a narrow picture, nor more height than their row has.</summary>
    private float Shrink => Math.Min(1, Math.Min(Axes.Width / 2 / NumbersBegin, RowHeight / (TextSize * 1.3f)));

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize)
    {
        DrawZero(canvas);
        bool corrected = _panel.Rows.Any(row => PairTexts.IsCorrected(row.Numbers));
        DrawNumbers(canvas, _panel.Rows.Count - 0.1, "mean [interval]", "n", corrected ? "Holm p" : "p", bold: true);
        for (int i = 0; i < _panel.Rows.Count; i++)
        {
            RunGroupComparison numbers = _panel.Rows[i].Numbers;
            double y = _panel.Rows.Count - 1 - i;
            DrawInterval(canvas, numbers, y);
            DrawNumbers(canvas, y, PairTexts.Difference(numbers), PairTexts.Count(numbers), PairTexts.P(corrected ? numbers.HolmP : numbers.P), bold: false);
        }
    }

    private void DrawZero(SKCanvas canvas)
    {
        using var line = new SKPaint { Color = new SKColor(0x55, 0x55, 0x55), StrokeWidth = 1.2f, Style = SKPaintStyle.Stroke };
        float x = Plot.GetPixel(new Coordinates(0, 0)).X;
        canvas.DrawLine(x, Axes.Top, x, Axes.Bottom, line);
    }

    private void DrawNumbers(SKCanvas canvas, double y, string difference, string count, string p, bool bold)
    {
        float size = TextSize * Shrink;
        float baseline = Plot.GetPixel(new Coordinates(0, y)).Y + (size * 0.36f);
        if (!_panel.IsNarrow)
            PanelText.Draw(canvas, difference, Axes.Right - (DifferenceEnds * Shrink), baseline, size, share: 1, bold);
        PanelText.Draw(canvas, count, Axes.Right - (CountEnds * Shrink), baseline, size, share: 1, bold);
        PanelText.Draw(canvas, p, Axes.Right - (PEnds * Shrink), baseline, size, share: 1, bold);
    }

    /// <summary>A square at the mean, filled where the interval lies on one side of zero.</summary>
    private void DrawInterval(SKCanvas canvas, RunGroupComparison numbers, double y)
    {
        using var line = new SKPaint { Color = new SKColor(0x00, 0x72, 0xB2), StrokeWidth = 1.8f, Style = SKPaintStyle.Stroke, IsAntialias = true };
        Pixel mean = Plot.GetPixel(new Coordinates(numbers.Difference, y));
        float half = Math.Min(Half, 0.35f * RowHeight);
        bool isApart = numbers.DifferenceLow > 0 || numbers.DifferenceHigh < 0;
        if (numbers is { DifferenceLow: { } low, DifferenceHigh: { } high })
        {
            foreach (double end in new[] { low, high })
            {
                float x = Plot.GetPixel(new Coordinates(end, y)).X;
                canvas.DrawLine(mean.X, mean.Y, x, mean.Y, line);
                canvas.DrawLine(x, mean.Y - half, x, mean.Y + half, line);
            }
        }

        using var fill = new SKPaint { Color = isApart ? line.Color : SKColors.White, IsAntialias = true };
        var square = SKRect.Create(mean.X - half, mean.Y - half, 2 * half, 2 * half);
        canvas.DrawRect(square, fill);
        canvas.DrawRect(square, line);
    }
}

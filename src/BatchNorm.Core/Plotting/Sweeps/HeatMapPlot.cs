using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Draws a heat map: its cells with their texts, the values of the two settings beside them, and the colour bar above.</summary>
internal sealed class HeatMapPlot : DrawnPlot
{
    private const float BarThickness = 9, BarTextSize = 10, LeastGapped = 12, HatchDistance = 6, OutlineWidth = 2;
    private const int BarSteps = 64;
    private static readonly SKColor HatchGround = new(0xF4, 0xF4, 0xF4), EmptyEdge = new(0xBF, 0xBF, 0xBF);

    private readonly HeatMapPanel _panel;
    private readonly float _top, _cellWidth, _cellHeight;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public HeatMapPlot(HeatMapPanel panel, PixelRect axes)
        : base(panel, axes)
    {
        _panel = panel;
        _top = axes.Top + Math.Min(HeatMapPanel.BarHeight, axes.Height / 3);
        _cellWidth = axes.Width / panel.ColumnLabels.Count;
        _cellHeight = (axes.Bottom - _top) / panel.RowLabels.Count;
    }

    /// <inheritdoc/>
    protected override void DrawContent(SKCanvas canvas)
    {
        DrawBar(canvas);
        float size = _panel.Lines == 0 ? 0 : HeatText.SizeOf(_panel.Cells, _panel.Lines, _cellWidth, _cellHeight);
        using SKPaint hatch = Pen(Grey), edge = Pen(EmptyEdge), outline = Pen(SKColors.Black, OutlineWidth);
        for (int i = 0; i < _panel.Cells.Count; i++)
        {
            SKRect area = Area(i % _panel.ColumnLabels.Count, i / _panel.ColumnLabels.Count);
            DrawCell(canvas, _panel.Cells[i], area, hatch, edge, outline);
            if (size > 0)
                Write(canvas, _panel.Cells[i], area, size);
        }

        LabelRows(canvas);
        LabelColumns(canvas);
    }

    private SKRect Area(int column, int row)
    {
        float gap = Math.Min(_cellWidth, _cellHeight) < LeastGapped ? 0 : 1;
        float left = Axes.Left + (column * _cellWidth), top = _top + (row * _cellHeight);
        return new SKRect(left + gap, top + gap, left + _cellWidth - gap, top + _cellHeight - gap);
    }

    private void DrawBar(SKCanvas canvas)
    {
        float width = Axes.Width / BarSteps;
        for (int i = 0; i < BarSteps; i++)
        {
            double value = _panel.Scale.Low + ((_panel.Scale.High - _panel.Scale.Low) * (i + 0.5) / BarSteps);
            float left = Axes.Left + (i * width);
            Fill(canvas, new SKRect(left, Axes.Top, left + width + (i < BarSteps - 1 ? 0.5f : 0), Axes.Top + BarThickness), _panel.Scale.At(value));
        }

        float baseline = Axes.Top + BarThickness + BarTextSize + 2;
        IReadOnlyList<double> ticks = _panel.Scale.Ticks;
        for (int i = 0; i < ticks.Count; i++)
        {
            string text = _panel.Scale.Write(ticks[i]);
            float textWidth = PlotFont.Width(text, BarTextSize), x = Axes.Left + (float)(_panel.Scale.Place(ticks[i]) * Axes.Width);
            PlotFont.Draw(canvas, text, Math.Clamp(x - (textWidth / 2), Axes.Left, Math.Max(Axes.Left, Axes.Right - textWidth)), baseline, BarTextSize, SKColors.Black);
        }
    }

    private static void DrawCell(SKCanvas canvas, HeatCell cell, SKRect area, SKPaint hatch, SKPaint edge, SKPaint outline)
    {
        if (cell.IsHatched)
        {
            Fill(canvas, area, HatchGround);
            Hatch(canvas, area, hatch);
        }
        else if (cell.Fill is { } fill)
        {
            Fill(canvas, area, fill);
        }
        else
        {
            canvas.DrawRect(SKRect.Inflate(area, -0.5f, -0.5f), edge);
        }

        if (!cell.IsOutlined)
            return;
        if (cell.Fill is { } ground)
            outline.Color = ColorScale.Readable(ground);
        canvas.DrawRect(SKRect.Inflate(area, -OutlineWidth, -OutlineWidth), outline);
    }

    // Lines from the lower left to the upper right, cut at the cell's edges: a clip path a cell would make a large document.
    private static void Hatch(SKCanvas canvas, SKRect area, SKPaint pen)
    {
        float both = area.Width + area.Height, distance = Math.Min(HatchDistance, both / 2);
        for (float at = distance; at < both; at += distance)
        {
            float down = Math.Min(at, area.Height), right = Math.Min(at, area.Width);
            canvas.DrawLine(area.Left + at - down, area.Top + down, area.Left + right, area.Top + at - right, pen);
        }
    }

    private void Write(SKCanvas canvas, HeatCell cell, SKRect area, float size)
    {
        int count = Math.Min(_panel.Lines, cell.Lines.Count);
        float height = size * HeatText.LineHeight, baseline = area.MidY - (height * count / 2) + size;
        SKColor color = cell.IsHatched ? SKColors.Black : cell.Fill is { } fill ? ColorScale.Readable(fill) : new SKColor(0x59, 0x59, 0x59);
        for (int i = 0; i < count; i++, baseline += height)
        {
            float width = PlotFont.Width(cell.Lines[i], size);
            if (cell.IsHatched)
                Fill(canvas, new SKRect(area.MidX - (width / 2) - 2, baseline - size, area.MidX + (width / 2) + 2, baseline + (size / 4)), SKColors.White);
            PlotFont.Draw(canvas, cell.Lines[i], area.MidX - (width / 2), baseline, size, color);
        }
    }

    // Where there is no room for all, every second value is written, or every third.
    private void LabelRows(SKCanvas canvas)
    {
        int every = Math.Max(1, (int)Math.Ceiling((LabelSize + 1) / _cellHeight));
        for (int row = 0; row < _panel.RowLabels.Count; row += every)
            RightAligned(canvas, _panel.RowLabels[row], Axes.Left - 6, _top + ((row + 0.5f) * _cellHeight) + (LabelSize * 0.36f), LabelSize, SKColors.Black);
    }

    private void LabelColumns(SKCanvas canvas)
    {
        const float LeastShare = 0.7f;
        float widest = _panel.ColumnLabels.Max(label => PlotFont.Width(label, LabelSize)) + 6;
        int every = Math.Max(1, (int)Math.Ceiling(widest * LeastShare / _cellWidth));
        float size = LabelSize * Math.Clamp(_cellWidth * every / widest, LeastShare, 1);
        for (int column = 0; column < _panel.ColumnLabels.Count; column += every)
        {
            float x = Axes.Left + ((column + 0.5f) * _cellWidth);
            Centred(canvas, _panel.ColumnLabels[column], x, Axes.Bottom + LabelSize + 4, size, widest, SKColors.Black);
        }
    }
}

using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Draws parallel coordinates.</summary>
internal sealed class ParallelPlot : DrawnPlot
{
    private const float HeadHeight = 46, FootHeight = 12, TickSize = 11, BarThickness = 10, RightRoom = 62, LeastSize = 8, Apart = 8;
    private const int BarSteps = 64, MostTicks = 10;

    private readonly ParallelPanel _panel;
    private readonly float _distance, _left, _top, _height;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public ParallelPlot(ParallelPanel panel, PixelRect axes)
        : base(panel, axes)
    {
        _panel = panel;
        _left = axes.Left;
        _distance = (axes.Width - RightRoom) / Math.Max(1, panel.ParallelAxes.Count - 1);
        _top = axes.Top + HeadHeight;
        _height = axes.Height - HeadHeight - FootHeight;
    }

    /// <inheritdoc/>
    protected override void DrawContent(SKCanvas canvas)
    {
        // The best lie on top; those without a number at the bottom.
        foreach (ParallelLine line in _panel.Lines.OrderBy(line => line.Value is { } value ? Math.Abs(value) : double.NegativeInfinity))
            DrawLine(canvas, line);

        using SKPaint axis = Pen(SKColors.Black);
        for (int i = 0; i < _panel.ParallelAxes.Count; i++)
        {
            canvas.DrawLine(X(i), Y(0), X(i), Y(1), axis);
            if (i == _panel.ParallelAxes.Count - 1)
                DrawBar(canvas);
            Title(canvas, i);
            WriteTicks(canvas, i);
        }
    }

    private float X(int axis) => _left + (axis * _distance);

    private float Y(double place) => _top + (float)((1 - place) * _height);

    private void DrawLine(SKCanvas canvas, ParallelLine line)
    {
        (byte alpha, float width) = ParallelView.InkOf(_panel.Lines.Count);
        SKColor color = line.Value is { } value ? _panel.Scale.LineAt(value) : Grey;
        using SKPaint pen = Pen(color.WithAlpha(alpha), width);
        using var path = new SKPath();
        bool isDrawing = false;
        for (int i = 0; i < line.Places.Count; i++)
        {
            if (line.Places[i] is not { } place)
                isDrawing = false;
            else if (isDrawing)
                path.LineTo(X(i), Y(place));
            else
                path.MoveTo(X(i), Y(place));
            isDrawing = line.Places[i] is not null;
        }

        canvas.DrawPath(path, pen);
    }

    private void DrawBar(SKCanvas canvas)
    {
        for (int i = 0; i < BarSteps; i++)
        {
            double value = _panel.Scale.Low + ((_panel.Scale.High - _panel.Scale.Low) * (i + 0.5) / BarSteps);
            float right = X(_panel.ParallelAxes.Count - 1);
            Fill(canvas, new SKRect(right, Y((i + 1.0) / BarSteps), right + BarThickness, Y((double)i / BarSteps) + (i > 0 ? 0.5f : 0)), _panel.Scale.LineAt(value));
        }
    }

    // Where neighbours would run into each other, every second title stands a line higher; all have letters of one size, of which those that are too long lose some.
    private void Title(SKCanvas canvas, int axis)
    {
        bool isCrowded = _panel.ParallelAxes.Max(one => PlotFont.Width(one.Title, LabelSize)) > _distance - Apart;
        float room = Math.Min((isCrowded ? 2 : 1) * _distance - Apart, Axes.Width / 2);
        float size = Math.Max(LeastSize, _panel.ParallelAxes.Min(one => PlotFont.SizeToFit(one.Title, LabelSize, room)));
        string title = PlotFont.Shortened(_panel.ParallelAxes[axis].Title, size, room);
        float width = PlotFont.Width(title, size), x = Math.Clamp(X(axis) - (width / 2), Axes.Left - 50, Axes.Right - width);
        PlotFont.Draw(canvas, title, x, _top - 12 - (isCrowded && axis % 2 == 0 ? LabelSize + 5 : 0), size, SKColors.Black);
    }

    // What would run into a tick below is left out; every value stands in the description.
    private void WriteTicks(SKCanvas canvas, int axis)
    {
        float apart = Math.Max(TickSize + 2, _panel.ParallelAxes[axis].Ticks.Count > MostTicks ? _height / MostTicks : 0);
        float room = (axis < _panel.ParallelAxes.Count - 1 ? _distance : RightRoom - BarThickness) - Apart;
        float size = Math.Max(LeastSize, _panel.ParallelAxes[axis].Ticks.Min(tick => PlotFont.SizeToFit(tick.Label, TickSize, room)));
        float last = float.PositiveInfinity, x = X(axis) + (axis == _panel.ParallelAxes.Count - 1 ? BarThickness : 0) + 4;
        foreach ((double place, string label) in _panel.ParallelAxes[axis].Ticks.OrderBy(tick => tick.Place))
        {
            float y = Y(place);
            if (last - y < apart)
                continue;
            last = y;
            string text = PlotFont.Shortened(label, size, room);
            Fill(canvas, new SKRect(x - 1, y - (size * 0.6f), x + PlotFont.Width(text, size) + 1, y + (size * 0.6f)), SKColors.White.WithAlpha(205));
            PlotFont.Draw(canvas, text, x, y + (size * 0.36f), size, SKColors.Black);
        }
    }
}

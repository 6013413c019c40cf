using System.Globalization;
using BatchNorm.Measurements;
using BatchNorm.Training;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting.Pairs;

/// <summary>Draws an estimation plot: ScottPlot its axes, lines and points, and over them the mean difference, its interval and its axis.</summary>
internal sealed class EstimationPlot : PanelPlot
{
    private const double Left = 0, Right = 1, Differences = 1.95, Mean = 2.35, Start = -0.45, End = 3.15;
    private const float TextSize = 11, LeastLabelSize = 8, MarkerSize = 7, MeanSize = 6;

    private static readonly Color Rising = new("#808080"), Falling = new("#222222");
    private static readonly Color OtherLeft = new("#E69F00"), OtherRight = new("#009E73");
    private static readonly LinePattern Dashes = new([4, 3], 0, "Dashes");

    private readonly PairRow _row;
    private readonly RunGroupComparison _numbers;
    private readonly ValueAxis _axis;
    private readonly EstimationPanel _panel;
    private readonly IReadOnlyList<SeedPair> _drawn;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public EstimationPlot(EstimationPanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        _panel = panel;
        _row = panel.Row;
        _numbers = panel.Row.Numbers;
        _axis = panel.Axis;
        _drawn = panel.Drawn;
        SetAxes();
        foreach (SeedPair pair in _drawn)
            AddLine(Left, pair.Reference, Right, pair.Group, pair.Difference < 0 ? Falling : Rising, pair.Difference < 0 ? Dashes : LinePattern.Solid);
        AddMeanLines();
        AddPoints();
    }

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize)
    {
        DrawMean(canvas);
        DrawDifferenceAxis(canvas);
        IReadOnlyList<string> lines = _panel.TextLines;
        for (int i = 0; i < lines.Count; i++)
        {
            float size = PlotFont.SizeToFit(lines[i], legendFontSize, Axes.Width - 16);
            PanelText.Draw(canvas, lines[i], Axes.Left + 8, Axes.Top + 5 + ((i + 1) * (legendFontSize + 3)), size);
        }
    }

    private void SetAxes()
    {
        Plot.Axes.SetLimits(Start, End, _axis.Minimum, _axis.Maximum);
        Plot.Axes.Left.TickGenerator = new NumericManual(_axis.Ticks, _axis.Labels);
        float room = (float)(Axes.Width / (End - Start)) - 6;
        string[] labels = [_row.Left, _row.Right, _row.IsBatchNorm ? "with \u2212 without" : "difference"];
        float size = Math.Max(LeastLabelSize, labels.Min(label => PlotFont.SizeToFit(label, FigureLayout.TickLabelSize, room)));
        labels = [.. labels.Select(label => PlotFont.Shortened(label, size, room))];
        Plot.Axes.Bottom.TickGenerator = new NumericManual([Left, Right, _numbers.IsPaired ? (Differences + Mean) / 2 : Mean], labels);
        Plot.Axes.Bottom.TickLabelStyle.Font = PlotFont.For(string.Concat(labels));
        Plot.Axes.Bottom.TickLabelStyle.FontSize = size;
        Plot.Grid.XAxisStyle.IsVisible = false;
    }

    private void AddLine(double x1, double y1, double x2, double y2, Color color, LinePattern pattern) =>
        Plot.Add.ScatterLine(new Coordinates[] { new(x1, y1), new(x2, y2) }).LineStyle =
            new LineStyle { Color = color.WithAlpha(_drawn.Count > 30 ? .45 : .8), Width = 1, Pattern = pattern };

    /// <summary>From each side's mean to the mean difference, which lies between them.</summary>
    private void AddMeanLines()
    {
        AddLine(Left, _numbers.ReferenceMean, Mean + 0.15, _numbers.ReferenceMean, Falling, LinePattern.Dotted);
        AddLine(Right, _numbers.Mean, Mean, _numbers.Mean, Falling, LinePattern.Dotted);
    }

    private void AddPoints()
    {
        (Color left, Color right) = Colors();
        Contrast contrast = _numbers.Contrast!;
        if (contrast.IsPaired)
        {
            AddMarkers([.. _drawn.Select(pair => new Coordinates(Left, pair.Reference))], MarkerShape.OpenCircle, left);
            AddMarkers([.. _drawn.Select(pair => new Coordinates(Right, pair.Group))], MarkerShape.OpenSquare, right);
            AddMarkers(Beside(Differences, [.. _drawn.Select(pair => _numbers.ReferenceMean + pair.Difference)]), MarkerShape.OpenTriangleUp, Rising);
        }
        else
        {
            AddMarkers(Beside(Left, [.. contrast.Reference.Select(entry => entry.Accuracy)]), MarkerShape.OpenCircle, left);
            AddMarkers(Beside(Right, [.. contrast.Group.Select(entry => entry.Accuracy)]), MarkerShape.OpenSquare, right);
        }
    }

    private (Color Left, Color Right) Colors()
    {
        if (!_row.IsBatchNorm)
            return (OtherLeft, OtherRight);
        IReadOnlyList<CurveStyle> styles = CurveStyle.For([new TrainingRun(), new TrainingRun { UseBatchNorm = true }]);
        return (styles[0].Line.Color, styles[1].Line.Color);
    }

    private void AddMarkers(Coordinates[] points, MarkerShape shape, Color color) =>
        Plot.Add.Markers(points).MarkerStyle = new MarkerStyle(shape, MarkerSize, color) { LineWidth = 1.5f };

    /// <summary>Points of one column, those near each other beside each other.</summary>
    private static Coordinates[] Beside(double x, double[] values)
    {
        double[] sorted = [.. values.Order()];
        return [.. sorted.Select((value, i) => new Coordinates(x + (sorted.Length == 1 ? 0 : ((i % 5) - 2) * 0.05), value))];
    }

    private void DrawMean(SKCanvas canvas)
    {
        using var line = new SKPaint { Color = SKColors.Black, IsAntialias = true, StrokeWidth = 2.5f, Style = SKPaintStyle.Stroke };
        using var fill = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        Pixel mean = At(Mean, _numbers.Mean);
        if (_numbers is { DifferenceLow: { } low, DifferenceHigh: { } high })
        {
            DrawEnd(canvas, line, mean, At(Mean, _numbers.ReferenceMean + low), Axes.Bottom, isUp: false);
            DrawEnd(canvas, line, mean, At(Mean, _numbers.ReferenceMean + high), At(Mean, _panel.Top).Y, isUp: true);
        }

        canvas.DrawCircle(mean.X, mean.Y, MeanSize, fill);
    }

    /// <summary>Half of the interval, which may have no length: with a bar at its end, or an arrow where that lies outside.</summary>
    private static void DrawEnd(SKCanvas canvas, SKPaint line, Pixel mean, Pixel end, float edge, bool isUp)
    {
        bool isOutside = isUp ? end.Y < edge : end.Y > edge;
        float y = isOutside ? edge : end.Y;
        canvas.DrawLine(mean.X, mean.Y, mean.X, y, line);
        float tip = isOutside ? isUp ? 7 : -7 : 0;
        canvas.DrawLine(mean.X - 5, y + tip, mean.X, y, line);
        canvas.DrawLine(mean.X, y, mean.X + 5, y + tip, line);
    }

    /// <summary>The axis of the differences, on the right and inside, with its zero at the reference's mean and the same scale as that of the accuracies.</summary>
    private void DrawDifferenceAxis(SKCanvas canvas)
    {
        if (_axis.Ticks.Length < 2)
            return;
        using var line = new SKPaint { Color = SKColors.Black, IsAntialias = true, StrokeWidth = 1, Style = SKPaintStyle.Stroke };
        double step = _axis.Ticks[1] - _axis.Ticks[0];
        int decimals = Math.Max(0, _axis.Labels[0].Length - _axis.Labels[0].IndexOf('.', StringComparison.Ordinal) - 1);
        string format = decimals == 0 || !_axis.Labels[0].Contains('.', StringComparison.Ordinal) ? "0" : $"0.{new string('0', decimals)}";
        int first = (int)Math.Ceiling((_axis.Minimum - _numbers.ReferenceMean) / step), last = (int)Math.Floor((_panel.Top - _numbers.ReferenceMean) / step);
        for (int i = first; i <= last; i++)
        {
            Pixel tick = At(End, _numbers.ReferenceMean + (i * step));
            if (tick.Y > Axes.Bottom - 5)
                continue; // its number would stand on the other axis
            canvas.DrawLine(tick.X - 5, tick.Y, tick.X, tick.Y, line);
            string label = (i * step).ToString($"+{format};\u2212{format};0", CultureInfo.InvariantCulture);
            PanelText.Draw(canvas, label, tick.X - 8, tick.Y + 4, TextSize, share: 1);
        }

        canvas.DrawLine(Axes.Right, At(End, _panel.Top).Y, Axes.Right, Axes.Bottom, line);
    }

    private Pixel At(double x, double y) => Plot.GetPixel(new Coordinates(x, y));
}

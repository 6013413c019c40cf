using System.Globalization;
using BatchNorm.Training;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting.Benefits;

/// <summary>Draws a panel of points with their intervals, and its legend.</summary>
internal sealed class PointPlot : PanelPlot
{
    // The two sides stand a little beside each other, so that intervals of one value do not cover each other.
    private const double Aside = 0.07, AroundValues = 0.5, AroundNumbers = 0.02;
    private const float MarkerSize = 8, MarkerLineWidth = 2, IntervalWidth = 1.5f, LabelGap = 6, LeastLabelSize = 7;

    private static readonly TrainingRun[] Sides = [new() { Name = "without batch norm" }, new() { Name = "with batch norm", UseBatchNorm = true }];
    private static readonly string[] Marks = ["dashes, squares", "circles"];
    private static readonly IReadOnlyList<CurveStyle> Styles = CurveStyle.For(Sides);

    private readonly List<FigureSeries> _series = [];
    private readonly bool _hasLegend;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public PointPlot(PointPanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        _hasLegend = panel.HasLegend;
        Plot.Axes.Left.TickGenerator = new NumericManual(panel.Axis.Ticks, panel.Axis.Labels);
        if (panel.Values.Count > 0)
            SetValues(panel);
        else
            SetNumbers(panel);
        foreach (PointSeries series in panel.Series)
            Add(series, panel.Values.Count > 0, panel.IsJoined);
    }

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize)
    {
        if (_hasLegend)
            new PanelLegend(Plot, _series, Plot.Axes.GetLimits().Rect).DrawInside(canvas, Axes, legendFontSize);
    }

    private void SetValues(PointPanel panel)
    {
        int count = panel.Values.Count;
        Plot.Axes.SetLimits(-AroundValues, count - 1 + AroundValues, panel.Axis.Minimum, panel.Axis.Maximum);

        // Names of activation functions are long: all are made as small as it takes for the widest to fit, and of too many every second is written, or every third.
        float widest = panel.Values.Max(value => PlotFont.Width(value, LeastLabelSize)) + LabelGap;
        int every = Math.Max(1, (int)Math.Ceiling(widest * count / Axes.Width));
        int[] written = [.. Enumerable.Range(0, count).Where(i => i % every == 0)];
        Plot.Axes.Bottom.TickGenerator = new NumericManual([.. written.Select(i => (double)i)], [.. written.Select(i => panel.Values[i])]);
        float room = (every * Axes.Width / count) - LabelGap;
        LabelStyle label = Plot.Axes.Bottom.TickLabelStyle;
        label.Font = PlotFont.For(string.Concat(panel.Values));
        label.FontSize = Math.Clamp(panel.Values.Min(value => PlotFont.SizeToFit(value, FigureLayout.TickLabelSize, room, bold: false)), LeastLabelSize, FigureLayout.TickLabelSize);
    }

    private void SetNumbers(PointPanel panel)
    {
        double end = panel.Series.SelectMany(series => series.Points).Select(point => point.X).Append(1).Max();
        Plot.Axes.SetLimits(-AroundNumbers * end, (1 + AroundNumbers) * end, panel.Axis.Minimum, panel.Axis.Maximum);
        Plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = value => value.ToString("N0", CultureInfo.InvariantCulture),
            MinimumTickSpacing = 50,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1),
        };
    }

    private void Add(PointSeries series, bool isAside, bool isJoined)
    {
        int side = series.WithBatchNorm ? 1 : 0;
        CurveStyle style = Styles[side];
        double aside = !isAside ? 0 : series.WithBatchNorm ? Aside : -Aside;
        Coordinates[] line = [.. series.Points.Select(point => new Coordinates(point.X + aside, point.Y))];
        foreach (PlottedPoint point in series.Points)
        {
            if (point is { Low: { } low, High: { } high } && low < high)
                Plot.Add.Line(point.X + aside, low, point.X + aside, high).LineStyle = new LineStyle { Color = style.Line.Color, Width = IntervalWidth };
        }

        if (isJoined)
            Plot.Add.ScatterLine(line).LineStyle = style.Line;
        if (isAside)
            Plot.Add.Markers(line).MarkerStyle = new MarkerStyle(series.WithBatchNorm ? MarkerShape.OpenCircle : MarkerShape.OpenSquare, MarkerSize, style.Line.Color) { LineWidth = MarkerLineWidth };
        _series.Add(new FigureSeries { Style = style, Label = $"{Sides[side].Name} ({Marks[side]})", End = 0, Line = line });
    }
}

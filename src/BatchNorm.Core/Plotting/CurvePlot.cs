using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws a panel of curves, with its legend.</summary>
internal sealed class CurvePlot : PanelPlot
{
    private const int MarkersPerCurve = 10;

    private readonly IReadOnlyList<FigureSeries> _series;
    private readonly PanelLegend _legend;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public CurvePlot(CurvePanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        // Two columns a unit: a picture of automatic size has 1.5 pixels a unit.
        int columns = (int)Math.Max(2 * axes.Width, 1);
        _series = [.. panel.Series.Select(series => series.Visible(columns).On(panel.Axis))];

        double end = _series.Select(series => series.End).Where(end => end > 0).DefaultIfEmpty(1).Max();
        var limits = new AxisLimits(-0.02 * end, 1.02 * end, panel.Axis.Position(panel.Axis.Minimum), panel.Axis.Position(panel.Axis.Maximum));
        Plot.Axes.SetLimits(limits);
        SetTicks(panel);
        foreach (FigureSeries series in _series)
            AddBand(series);
        for (int i = 0; i < _series.Count; i++)
            AddCurve(i, limits);
        _legend = new PanelLegend(Plot, _series, limits.Rect);
    }

    /// <summary>The height of the legend where it has to stand below the axes; 0 where it covers nothing between them.</summary>
    public float LegendHeightBelow(float fontSize) => _legend.CoversCurves(Axes, fontSize) ? _legend.HeightBelow(Axes, fontSize) : 0;

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize)
    {
        if (HasLegendBelow)
            _legend.DrawBelow(canvas, Axes, BelowAxes, legendFontSize);
        else
            _legend.DrawInside(canvas, Axes, legendFontSize);
    }

    private void SetTicks(CurvePanel panel)
    {
        ValueAxis axis = panel.Axis;
        var vertical = new NumericManual([.. axis.Ticks.Select(axis.Position)], axis.Labels);
        foreach (double tick in axis.MinorTicks)
            vertical.AddMinor(axis.Position(tick));
        Plot.Axes.Left.TickGenerator = vertical;
        Plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = panel.Progress.WholeNumbers,
            LabelFormatter = panel.Progress.Label,
            MinimumTickSpacing = 50,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1),
        };
    }

    // All bands lie under all lines. Their edges are lines of their own: a polygon's outline would also run down its ends.
    private void AddBand(FigureSeries series)
    {
        if (!series.HasBand)
            return;

        Polygon area = Plot.Add.Polygon([.. series.Lower, .. series.Upper.Reverse()]);
        area.FillColor = series.Style.BandColor;
        area.LineStyle = LineStyle.None;
        AddLine(series.Lower, series.Style.BandEdge);
        AddLine(series.Upper, series.Style.BandEdge);
    }

    private void AddCurve(int index, AxisLimits limits)
    {
        FigureSeries series = _series[index];
        CurveStyle style = series.Style;
        if (series.Raw.Count > 0)
            AddLine(series.Raw, style.RawLine);
        AddLine(series.Line, style.Line);
        if (style.MarkerFor(hasLine: series.Line.Count > 1) is { Shape: not MarkerShape.None } marker)
            Plot.Add.Markers(Marked(index)).MarkerStyle = marker;
        if (series.Divergence is { } diverged)
            Plot.Add.Marker(diverged.X, Inside(diverged.Y, limits)).MarkerStyle = style.DivergenceMarker;
    }

    // A mark that would lie beyond the axes stands at their edge.
    private static double Inside(double value, AxisLimits limits)
    {
        double edge = 0.03 * (limits.Top - limits.Bottom);
        return value > limits.Top ? limits.Top - edge : value < limits.Bottom ? limits.Bottom + edge : value;
    }

    private void AddLine(IReadOnlyList<Coordinates> points, LineStyle style) =>
        Plot.Add.ScatterLine(points.ToArray()).LineStyle = style;

    // A few points of each curve, and not the same ones of all: markers on curves that run together would hide each other.
    private Coordinates[] Marked(int index)
    {
        IReadOnlyList<Coordinates> points = _series[index].Line;
        int every = Math.Max(1, points.Count / MarkersPerCurve);
        int first = index * every / _series.Count;
        return [.. points.Where((_, i) => i % every == first)];
    }
}

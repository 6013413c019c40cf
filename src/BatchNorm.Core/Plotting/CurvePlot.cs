using System.Globalization;
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

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public CurvePlot(CurvePanel panel, PixelRect axes)
        : base(panel.Title, axes)
    {
        // Two columns a unit: a picture of automatic size has 1.5 pixels a unit.
        int columns = (int)Math.Max(2 * axes.Width, 1);
        _series = [.. panel.Series.Select(series => series.Visible(columns))];

        SetAxes(panel.Axis);
        foreach (FigureSeries series in _series)
            AddBand(series);
        for (int i = 0; i < _series.Count; i++)
            AddCurve(i);
    }

    /// <inheritdoc/>
    protected override void DrawOver(SKCanvas canvas, float legendFontSize) =>
        new PanelLegend(Plot, _series, Axes).Draw(canvas, legendFontSize);

    private void SetAxes(ValueAxis axis)
    {
        double end = _series.Select(series => series.LastStep).Append(1).Max();
        Plot.Axes.SetLimits(-0.02 * end, 1.02 * end, axis.Minimum, axis.Maximum);
        Plot.Axes.Left.TickGenerator = new NumericManual(axis.Ticks, axis.Labels);
        Plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = step => step.ToString("N0", CultureInfo.InvariantCulture),
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

    private void AddCurve(int index)
    {
        FigureSeries series = _series[index];
        CurveStyle style = series.Style;
        if (series.Raw.Count > 0)
            AddLine(series.Raw, style.RawLine);
        AddLine(series.Line, style.Line);
        Plot.Add.Markers(Marked(index)).MarkerStyle = style.MarkerFor(hasLine: series.Line.Count > 1);
        if (series.Divergence is { } diverged)
            Plot.Add.Marker(diverged.X, diverged.Y).MarkerStyle = style.DivergenceMarker;
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

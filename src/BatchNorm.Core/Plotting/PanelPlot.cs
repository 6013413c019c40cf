using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws one panel: its axes, its curves and its legend.</summary>
internal sealed class PanelPlot : IDisposable
{
    private const float PanelTitleSize = 13, AxisTitleSize = 14;
    private const int MarkersPerCurve = 10;
    private static readonly Color GridColor = new("#E3E3E3");

    private readonly Plot _plot = new();
    private readonly FigurePanel _panel;
    private readonly PixelRect _axes;
    private readonly IReadOnlyList<FigureSeries> _series;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public PanelPlot(FigurePanel panel, PixelRect axes)
    {
        _panel = panel;
        _axes = axes;

        // Two columns a unit: a picture of automatic size has 1.5 pixels a unit.
        int columns = (int)Math.Max(2 * axes.Width, 1);
        _series = [.. panel.Series.Select(series => series.Visible(columns))];

        _plot.RenderManager.ClearCanvasBeforeEachRender = false; // the other panels stay
        _plot.FigureBackground.Color = Colors.Transparent;
        SetAxes();
        SetTitle();
        foreach (FigureSeries series in _series)
            AddBand(series);
        for (int i = 0; i < _series.Count; i++)
            AddCurve(i);
    }

    /// <summary>Writes along the vertical axis what it shows.</summary>
    public void TitleVerticalAxis(string title)
    {
        SetAxisTitle(_plot.Axes.Left, title);
        _plot.Axes.Left.Label.OffsetX = -5; // ScottPlot leaves too little room beside the tick labels
    }

    /// <summary>Writes along the horizontal axis what it shows.</summary>
    public void TitleHorizontalAxis(string title) => SetAxisTitle(_plot.Axes.Bottom, title);

    /// <param name="canvas">Where to draw.</param>
    /// <param name="padding">The room around the axes for ticks and titles, in units.</param>
    /// <param name="legendFontSize">In units.</param>
    public void Draw(SKCanvas canvas, PixelPadding padding, float legendFontSize)
    {
        _plot.Layout.Fixed(padding);
        PixelRect figure = _axes.Expand(padding);

        // ScottPlot draws twice when the limits of the axes are new, as they are the first time. Let that not be the real one.
        using (var rehearsal = new SKNoDrawCanvas((int)figure.Right, (int)figure.Bottom))
            _plot.Render(rehearsal, figure);
        _plot.Render(canvas, figure);

        var legend = new PanelLegend(_plot, _series, _axes);
        legend.Draw(canvas, legendFontSize);
    }

    /// <inheritdoc/>
    public void Dispose() => _plot.Dispose();

    private static void SetAxisTitle(IAxis axis, string title)
    {
        axis.Label.Text = title;
        axis.Label.Font = PlotFont.For(title);
        axis.Label.FontSize = AxisTitleSize;
        axis.Label.Bold = false;
    }

    private void SetAxes()
    {
        double end = _series.Select(series => series.LastStep).Append(1).Max();
        ValueAxis axis = _panel.Axis;
        _plot.Axes.SetLimits(-0.02 * end, 1.02 * end, axis.Minimum, axis.Maximum);
        _plot.Axes.Left.TickGenerator = new NumericManual(axis.Ticks, axis.Labels);
        _plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = step => step.ToString("N0", CultureInfo.InvariantCulture),
            MinimumTickSpacing = 50,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1),
        };

        foreach (LabelStyle label in new[] { _plot.Axes.Left.TickLabelStyle, _plot.Axes.Bottom.TickLabelStyle })
        {
            label.Font = PlotFont.For("0123456789.,");
            label.FontSize = FigureLayout.TickLabelSize;
        }

        _plot.Axes.AntiAlias(true); // else thin lines vanish from small pictures
        _plot.Axes.Right.IsVisible = false;
        _plot.Axes.Top.IsVisible = false;
        _plot.Grid.MajorLineColor = GridColor;
    }

    private void SetTitle()
    {
        LabelStyle label = _plot.Axes.Title.Label;
        label.Text = _panel.Title;
        label.Font = PlotFont.For(label.Text, bold: true);
        label.FontSize = PlotFont.SizeToFit(label.Text, PanelTitleSize, _axes.Width, bold: true);
        label.Bold = false; // the typeface is bold by itself
        label.OffsetY = -3;
    }

    // All bands lie under all lines. Their edges are lines of their own: a polygon's outline would also run down its ends.
    private void AddBand(FigureSeries series)
    {
        if (!series.HasBand)
            return;

        Polygon area = _plot.Add.Polygon([.. series.Lower, .. series.Upper.Reverse()]);
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
        _plot.Add.Markers(Marked(index)).MarkerStyle = style.MarkerFor(hasLine: series.Line.Count > 1);
        if (series.Divergence is { } diverged)
            _plot.Add.Marker(diverged.X, diverged.Y).MarkerStyle = style.DivergenceMarker;
    }

    private void AddLine(IReadOnlyList<Coordinates> points, LineStyle style) =>
        _plot.Add.ScatterLine(points.ToArray()).LineStyle = style;

    // A few points of each curve, and not the same ones of all: markers on curves that run together would hide each other.
    private Coordinates[] Marked(int index)
    {
        IReadOnlyList<Coordinates> points = _series[index].Line;
        int every = Math.Max(1, points.Count / MarkersPerCurve);
        int first = index * every / _series.Count;
        return [.. points.Where((_, i) => i % every == first)];
    }
}

using System.Globalization;
using BatchNorm.Training;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>Draws one panel: its axes, its curves and its legend.</summary>
internal sealed class PanelPlot : IDisposable
{
    private const float PanelTitleSize = 13, AxisTitleSize = 14, TickLabelSize = 12;
    private const int MarkersPerCurve = 10;
    private static readonly Color GridColor = new("#E3E3E3");

    private readonly Plot _plot = new();
    private readonly AccuracyPanel _panel;
    private readonly PixelRect _axes;
    private readonly IReadOnlyList<CurveStyle> _styles;
    private readonly Coordinates[][] _curves;

    /// <param name="panel">What to draw.</param>
    /// <param name="axes">The rectangle on the canvas, in units, that the axes enclose.</param>
    public PanelPlot(AccuracyPanel panel, PixelRect axes)
    {
        _panel = panel;
        _axes = axes;
        _styles = CurveStyle.For(panel.Runs);

        // Two columns a unit: a picture of automatic size has 1.5 pixels a unit.
        _curves = [.. panel.Runs.Select(run => Curve.Points(run, columns: (int)Math.Max(2 * axes.Width, 1)))];

        _plot.RenderManager.ClearCanvasBeforeEachRender = false; // the other panels stay
        _plot.FigureBackground.Color = Colors.Transparent;
        SetAxes();
        SetTitle();
        for (int i = 0; i < _curves.Length; i++)
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

        var legend = new PanelLegend(_plot, RunLabels.Of(_panel.Runs), _styles, _curves, _axes);
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
        double end = _panel.Runs
            .SelectMany(run => run.Samples.Select(sample => sample.Step).Append(run.TrainingBatches))
            .Append(1)
            .Max();
        _plot.Axes.SetLimits(-0.02 * end, 1.02 * end, 0, 1);

        double[] tenths = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];
        _plot.Axes.Left.TickGenerator = new NumericManual(
            tenths, [.. tenths.Select(tenth => tenth.ToString("0.0", CultureInfo.InvariantCulture))]);
        _plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = step => step.ToString("N0", CultureInfo.InvariantCulture),
            MinimumTickSpacing = 50,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1),
        };

        foreach (IAxis axis in new IAxis[] { _plot.Axes.Left, _plot.Axes.Bottom })
        {
            axis.TickLabelStyle.Font = PlotFont.For("0123456789.,");
            axis.TickLabelStyle.FontSize = TickLabelSize;
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

    private void AddCurve(int index)
    {
        Coordinates[] points = _curves[index];
        CurveStyle style = _styles[index];
        _plot.Add.ScatterLine(points).LineStyle = style.Line;
        _plot.Add.Markers(Marked(index)).MarkerStyle = style.MarkerFor(hasLine: points.Length > 1);

        AccuracySample? diverged = _panel.Runs[index].Samples.FirstOrDefault(sample => double.IsNaN(sample.Loss));
        if (diverged is not null)
            _plot.Add.Marker(diverged.Step, diverged.Accuracy).MarkerStyle = style.DivergenceMarker;
    }

    // A few points of each curve, and not the same ones of all: markers on curves that run together would hide each other.
    private Coordinates[] Marked(int index)
    {
        Coordinates[] points = _curves[index];
        int every = Math.Max(1, points.Length / MarkersPerCurve);
        int first = index * every / _curves.Length;
        return [.. points.Where((_, i) => i % every == first)];
    }
}

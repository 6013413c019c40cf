using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The legend of a panel. It stands at the lower right; where a curve runs there it stands higher up, if it covers fewer there.
/// </summary>
internal sealed class PanelLegend
{
    private const float LineHeight = 1.36f, ItemGap = 5, LeastFontSize = 7, MostOfHeight = 0.6f, Margin = 7;
    private static readonly Alignment[] Places = [Alignment.LowerRight, Alignment.MiddleRight, Alignment.UpperRight];

    private readonly Plot _plot;
    private readonly IReadOnlyList<string> _labels;
    private readonly IReadOnlyList<CurveStyle> _styles;
    private readonly IReadOnlyList<Coordinates[]> _curves;
    private readonly PixelRect _axes;

    /// <param name="plot">The panel, drawn.</param>
    /// <param name="labels">A label a curve.</param>
    /// <param name="styles">A style a curve.</param>
    /// <param name="curves">The points of each curve.</param>
    /// <param name="axes">The rectangle on the canvas that the axes enclose.</param>
    public PanelLegend(
        Plot plot,
        IReadOnlyList<string> labels,
        IReadOnlyList<CurveStyle> styles,
        IReadOnlyList<Coordinates[]> curves,
        PixelRect axes)
    {
        _plot = plot;
        _labels = labels;
        _styles = styles;
        _curves = curves;
        _axes = axes;
    }

    /// <param name="canvas">Where to draw.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public void Draw(SKCanvas canvas, float fontSize)
    {
        // A paint of its own: ScottPlot's still has the dashes of the last line, of which Skia's SVG canvas complains on stderr.
        using Paint paint = Paint.NewDisposablePaint();
        Legend legend = Create(fontSize);
        PixelRect room = _axes.Contract(Margin);
        PixelRect size = legend.GetLayout(room.Size, paint).LegendRect;
        legend.Render(canvas, paint, room, Places.MinBy(place => CurvesUnder(size.AlignedInside(room, place))));
    }

    private Legend Create(float fontSize)
    {
        // Many curves: smaller letters first; what still does not fit goes into further columns.
        float room = _axes.Height * MostOfHeight / _labels.Count;
        float shrink = Math.Clamp(room / (fontSize * LineHeight + ItemGap), LeastFontSize / fontSize, 1);
        return new Legend(_plot)
        {
            ManualItems = [.. _labels.Select((_, i) => Item(i, fontSize * shrink))],
            DisplayPlottableLegendItems = false,
            SymbolWidth = 30,
            SymbolHeight = 4,
            InterItemPadding = new PixelPadding(12, 12, ItemGap * shrink, ItemGap * shrink),
            Padding = new PixelPadding(8, 12, 5, 5),
            ShadowColor = Colors.Transparent,
            OutlineColor = new Color("#BFBFBF"),
            BackgroundColor = Colors.White.WithAlpha(.85),
        };
    }

    private LegendItem Item(int curve, float fontSize)
    {
        var item = new LegendItem
        {
            LabelText = _labels[curve],
            LineStyle = _styles[curve].Line,
            MarkerStyle = _styles[curve].MarkerFor(hasLine: _curves[curve].Length != 1),
        };
        item.LabelStyle.Font = PlotFont.For(_labels[curve]);
        item.LabelStyle.FontSize = fontSize;
        return item;
    }

    private int CurvesUnder(PixelRect legend)
    {
        Coordinates lowerLeft = _plot.GetCoordinates(legend.BottomLeft), upperRight = _plot.GetCoordinates(legend.TopRight);
        var covered = new CoordinateRect(lowerLeft, upperRight);
        return _curves.Count(curve => Curve.Enters(curve, covered));
    }
}

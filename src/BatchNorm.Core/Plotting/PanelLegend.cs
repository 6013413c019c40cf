using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The legend of a panel. It stands at the lower right; where a curve runs there it stands higher up, if it covers fewer there. Of more curves than
/// can be told apart it only says how many they are.
/// </summary>
internal sealed class PanelLegend
{
    private const float LineHeight = 1.36f, ItemGap = 5, LeastFontSize = 7, MostOfHeight = 0.6f, Margin = 7, SymbolWidth = 30, AroundLabel = 40;
    private const int MostEntries = 12;
    private static readonly Alignment[] Places = [Alignment.LowerRight, Alignment.MiddleRight, Alignment.UpperRight];

    private readonly Plot _plot;
    private readonly IReadOnlyList<FigureSeries> _series;
    private readonly FigureSeries[] _labelled;
    private readonly LegendItem[] _items;
    private readonly PixelRect _axes;

    /// <param name="plot">The panel, drawn.</param>
    /// <param name="series">What is drawn in it.</param>
    /// <param name="axes">The rectangle on the canvas that the axes enclose.</param>
    public PanelLegend(Plot plot, IReadOnlyList<FigureSeries> series, PixelRect axes)
    {
        _plot = plot;
        _series = series;
        _labelled = [.. series.Where(one => one.Label.Length > 0)];
        _items = _labelled.Length <= MostEntries
            ? [.. _labelled.Select(Item)]
            : [new LegendItem { LabelText = $"{_labelled.Length} curves, too many for a legend" }];
        _axes = axes;
    }

    /// <param name="canvas">Where to draw.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public void Draw(SKCanvas canvas, float fontSize)
    {
        if (_labelled.Length == 0)
            return;

        // A paint of its own: ScottPlot's still has the dashes of the last line, of which Skia's SVG canvas complains on stderr.
        using Paint paint = Paint.NewDisposablePaint();
        Legend legend = Create(fontSize);
        PixelRect room = _axes.Contract(Margin);
        LegendLayout layout = legend.GetLayout(room.Size, paint);
        Alignment place = Places.MinBy(place => CurvesUnder(layout.LegendRect.AlignedInside(room, place)));
        legend.Render(canvas, paint, room, place);
        DrawBands(canvas, layout, layout.LegendRect.AlignedInside(room, place).TopLeft);
    }

    // ScottPlot would fill them with the paint that drew the dashes of the line before.
    private void DrawBands(SKCanvas canvas, LegendLayout layout, Pixel corner)
    {
        for (int i = 0; i < Math.Min(_items.Length, layout.SymbolRects.Length); i++)
        {
            if (_items.Length == _labelled.Length && _labelled[i].HasBand)
            {
                using var paint = new SKPaint { Color = _labelled[i].Style.BandColor.ToSKColor() };
                canvas.DrawRect(layout.SymbolRects[i].WithOffset(new PixelOffset(corner.X, corner.Y)).ToSKRect(), paint);
            }
        }
    }

    private Legend Create(float fontSize)
    {
        // Many curves or long names: smaller letters first; what still does not fit goes into further columns or is cut.
        float height = _axes.Height * MostOfHeight / _items.Length;
        float width = _axes.Width - 2 * Margin - SymbolWidth - AroundLabel;
        float widest = _items.Max(item => PlotFont.Width(item.LabelText, fontSize));
        float fitting = Math.Min(height / (fontSize * LineHeight + ItemGap), width / widest);
        float shrink = Math.Clamp(fitting, LeastFontSize / fontSize, 1);
        foreach (LegendItem item in _items)
        {
            item.LabelStyle.Font = PlotFont.For(item.LabelText);
            item.LabelStyle.FontSize = fontSize * shrink;
        }

        return new Legend(_plot)
        {
            ManualItems = [.. _items],
            DisplayPlottableLegendItems = false,
            SymbolWidth = SymbolWidth,
            SymbolHeight = 4,
            InterItemPadding = new PixelPadding(12, 12, ItemGap * shrink, ItemGap * shrink),
            Padding = new PixelPadding(8, 12, 5, 5),
            ShadowColor = Colors.Transparent,
            OutlineColor = new Color("#BFBFBF"),
            BackgroundColor = Colors.White.WithAlpha(.85),
        };
    }

    private static LegendItem Item(FigureSeries series) => new()
    {
        LabelText = series.Label,
        LineStyle = series.Style.Line,
        MarkerStyle = series.Style.MarkerFor(hasLine: series.Line.Count != 1),
    };

    private int CurvesUnder(PixelRect legend)
    {
        Coordinates lowerLeft = _plot.GetCoordinates(legend.BottomLeft), upperRight = _plot.GetCoordinates(legend.TopRight);
        var covered = new CoordinateRect(lowerLeft, upperRight);
        return _series.Count(series => series.Enters(covered));
    }
}

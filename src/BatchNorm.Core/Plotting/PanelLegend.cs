using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The legend of a panel. It stands at the lower right between the axes; where a curve runs there it stands higher up, and where curves run in all of
/// these places it stands beside or below the axes, whichever leaves more of them.
/// </summary>
internal sealed class PanelLegend
{
    private const float LineHeight = 1.36f, ItemGap = 5, LeastFontSize = 7, MostOfHeight = 0.6f, Margin = 7, SymbolWidth = 30, AroundLabel = 40;
    private const float LeastLeft = 0.5f; // of the axes, where the legend stands outside
    private static readonly Alignment[] Places = [Alignment.LowerRight, Alignment.MiddleRight, Alignment.UpperRight];

    private readonly Plot _plot;
    private readonly IReadOnlyList<FigureSeries> _series;
    private readonly FigureSeries[] _labelled;
    private readonly CoordinateRect _limits;
    private PixelRect _whole;
    private Edge? _outside;

    /// <param name="plot">The panel.</param>
    /// <param name="series">What is drawn in it.</param>
    /// <param name="limits">From where to where its axes go.</param>
    public PanelLegend(Plot plot, IReadOnlyList<FigureSeries> series, CoordinateRect limits)
    {
        _plot = plot;
        _series = series;
        _labelled = [.. series.Where(one => one.Label.Length > 0)];
        _limits = limits;
    }

    /// <summary>The room it takes beside or below the axes; none where it covers nothing between them, or would leave too little of them.</summary>
    /// <param name="axes">The rectangle on the canvas that the axes enclose so far.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public PixelPadding Room(PixelRect axes, float fontSize)
    {
        _whole = axes;
        if (_labelled.Length == 0)
            return PixelPadding.Zero;

        using Paint paint = Paint.NewDisposablePaint();
        PixelSize inside = Create(axes, fontSize, Orientation.Vertical).GetLayout(axes.Contract(Margin).Size, paint).LegendRect.Size;
        if (Places.Any(place => CurvesUnder(Between(axes, inside, place), axes) == 0))
            return PixelPadding.Zero;

        float beside = inside.Width + Margin;
        float below = Create(axes, fontSize, Orientation.Horizontal).GetLayout(axes.Size, paint).LegendRect.Height + Margin;
        bool isBeside = beside * axes.Height < below * axes.Width;
        if ((isBeside ? beside / axes.Width : below / axes.Height) > 1 - LeastLeft)
            return PixelPadding.Zero;

        _outside = isBeside ? Edge.Right : Edge.Bottom;
        return isBeside ? new PixelPadding(0, beside, 0, 0) : new PixelPadding(0, 0, below, 0);
    }

    /// <param name="canvas">Where to draw.</param>
    /// <param name="axes">The rectangle on the canvas that the axes enclose, less the room that was given.</param>
    /// <param name="belowAxes">What is written below the axes, in units from there.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public void Draw(SKCanvas canvas, PixelRect axes, float belowAxes, float fontSize)
    {
        if (_labelled.Length == 0)
            return;

        // A paint of its own: ScottPlot's still has the dashes of the last line, of which Skia's SVG canvas complains on stderr.
        using Paint paint = Paint.NewDisposablePaint();
        Legend legend = Create(_whole, fontSize, _outside == Edge.Bottom ? Orientation.Horizontal : Orientation.Vertical);
        PixelSize most = _outside is null ? axes.Contract(Margin).Size : _whole.Size;
        LegendLayout layout = legend.GetLayout(most, paint);
        Pixel corner = Corner(axes, belowAxes, layout.LegendRect.Size);
        legend.Render(canvas, paint, new PixelRect(corner, most), Alignment.UpperLeft);
        DrawBands(canvas, layout, corner);
    }

    private Pixel Corner(PixelRect axes, float belowAxes, PixelSize size) => _outside switch
    {
        Edge.Right => new Pixel(axes.Right + Margin, axes.Top),
        Edge.Bottom => new Pixel(axes.HorizontalCenter - size.Width / 2, axes.Bottom + belowAxes),
        _ => Between(axes, size, Places.MinBy(place => CurvesUnder(Between(axes, size, place), axes))).TopLeft,
    };

    // ScottPlot would fill them with the paint that drew the dashes of the line before.
    private void DrawBands(SKCanvas canvas, LegendLayout layout, Pixel corner)
    {
        for (int i = 0; i < Math.Min(_labelled.Length, layout.SymbolRects.Length); i++)
        {
            if (_labelled[i].HasBand)
            {
                using var paint = new SKPaint { Color = _labelled[i].Style.BandColor.ToSKColor() };
                canvas.DrawRect(layout.SymbolRects[i].WithOffset(new PixelOffset(corner.X, corner.Y)).ToSKRect(), paint);
            }
        }
    }

    private Legend Create(PixelRect axes, float fontSize, Orientation orientation)
    {
        // Many curves or long names: smaller letters first; what still does not fit goes into further columns or is cut.
        float height = axes.Height * MostOfHeight / _labelled.Length;
        float width = axes.Width - 2 * Margin - SymbolWidth - AroundLabel;
        float widest = _labelled.Max(series => PlotFont.Width(series.Label, fontSize));
        float fitting = Math.Min(height / (fontSize * LineHeight + ItemGap), width / widest);
        float shrink = Math.Clamp(fitting, LeastFontSize / fontSize, 1);
        return new Legend(_plot)
        {
            ManualItems = [.. _labelled.Select(series => Item(series, fontSize * shrink))],
            DisplayPlottableLegendItems = false,
            Orientation = orientation,
            SymbolWidth = SymbolWidth,
            SymbolHeight = 4,
            InterItemPadding = new PixelPadding(12, 12, ItemGap * shrink, ItemGap * shrink),
            Padding = new PixelPadding(8, 12, 5, 5),
            ShadowColor = Colors.Transparent,
            OutlineColor = new Color("#BFBFBF"),
            BackgroundColor = Colors.White.WithAlpha(.85),
        };
    }

    private static LegendItem Item(FigureSeries series, float fontSize) => new()
    {
        LabelText = series.Label,
        LabelStyle = { Font = PlotFont.For(series.Label), FontSize = fontSize },
        LineStyle = series.Style.Line,
        MarkerStyle = series.Style.MarkerFor(hasLine: series.Line.Count != 1),
    };

    private static PixelRect Between(PixelRect axes, PixelSize legend, Alignment place)
    {
        PixelRect room = axes.Contract(Margin);
        return new PixelRect(legend).AlignedInside(room, place);
    }

    private int CurvesUnder(PixelRect legend, PixelRect axes)
    {
        var covered = new CoordinateRect(X(legend.Left), X(legend.Right), Y(legend.Bottom), Y(legend.Top));
        return _series.Count(series => series.Enters(covered));

        double X(float pixel) => _limits.Left + (pixel - axes.Left) / axes.Width * _limits.Width;
        double Y(float pixel) => _limits.Bottom + (axes.Bottom - pixel) / axes.Height * _limits.Height;
    }
}

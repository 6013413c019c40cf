using ScottPlot;
using SkiaSharp;

namespace BatchNorm.Plotting;

/// <summary>
/// The legend of a panel. It stands at the lower right between the axes; where a curve runs there it stands higher up, and where curves run in all of
/// these places the figure makes room for it below the axes.
/// </summary>
internal sealed class PanelLegend
{
    private const float LineHeight = 1.36f, ItemGap = 5, LeastFontSize = 7, MostOfHeight = 0.6f, Margin = 7, SymbolWidth = 30, AroundLabel = 40;
    private static readonly Alignment[] Places = [Alignment.LowerRight, Alignment.MiddleRight, Alignment.UpperRight];

    private readonly Plot _plot;
    private readonly IReadOnlyList<FigureSeries> _series;
    private readonly FigureSeries[] _labelled;
    private readonly CoordinateRect _limits;

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

    /// <summary>Whether it would cover curves wherever it stood between the axes.</summary>
    /// <param name="axes">The rectangle on the canvas that the axes enclose.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public bool CoversCurves(PixelRect axes, float fontSize)
    {
        if (_labelled.Length == 0)
            return false;
        using Paint paint = Paint.NewDisposablePaint();
        PixelSize size = Inside(axes, fontSize).GetLayout(Room(axes).Size, paint).LegendRect.Size;
        return Places.All(place => CurvesUnder(Placed(axes, size, place), axes) > 0);
    }

    /// <summary>What it takes below the axes, in units.</summary>
    /// <inheritdoc cref="CoversCurves"/>
    public float HeightBelow(PixelRect axes, float fontSize)
    {
        using Paint paint = Paint.NewDisposablePaint();
        return Below(axes, fontSize).GetLayout(RoomBelow(axes), paint).LegendRect.Height + Margin;
    }

    /// <summary>Draws it between the axes, where it covers the fewest curves.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="axes">The rectangle on the canvas that the axes enclose.</param>
    /// <param name="fontSize">The size of the letters where the entries are few.</param>
    public void DrawInside(SKCanvas canvas, PixelRect axes, float fontSize) =>
        Draw(canvas, () => Inside(axes, fontSize), Room(axes).Size, size => Placed(axes, size, Places.MinBy(place => CurvesUnder(Placed(axes, size, place), axes))).TopLeft);

    /// <summary>Draws it below the axes.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="axes">The rectangle on the canvas that the axes enclose.</param>
    /// <param name="belowAxes">What else is written below the axes, in units from there.</param>
    /// <param name="fontSize">The size of the letters where the names are short.</param>
    public void DrawBelow(SKCanvas canvas, PixelRect axes, float belowAxes, float fontSize) =>
        Draw(canvas, () => Below(axes, fontSize), RoomBelow(axes), size => new Pixel(axes.HorizontalCenter - size.Width / 2, axes.Bottom + belowAxes));

    private void Draw(SKCanvas canvas, Func<Legend> create, PixelSize room, Func<PixelSize, Pixel> place)
    {
        if (_labelled.Length == 0)
            return;

        // A paint of its own: ScottPlot's still has the dashes of the last line, of which Skia's SVG canvas complains on stderr.
        using Paint paint = Paint.NewDisposablePaint();
        Legend legend = create();
        LegendLayout layout = legend.GetLayout(room, paint);
        Pixel corner = place(layout.LegendRect.Size);
        legend.Render(canvas, paint, new PixelRect(corner, room), Alignment.UpperLeft);
        DrawBands(canvas, layout, corner);
    }

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

    // Many curves or long names: smaller letters first; what still does not fit goes into further columns or is cut.
    private Legend Inside(PixelRect axes, float fontSize) =>
        Create(fontSize, Math.Min(axes.Height * MostOfHeight / _labelled.Length / (fontSize * LineHeight + ItemGap), WidthFit(axes, fontSize)), Orientation.Vertical);

    private Legend Below(PixelRect axes, float fontSize) => Create(fontSize, WidthFit(axes, fontSize), Orientation.Horizontal);

    private float WidthFit(PixelRect axes, float fontSize) =>
        (axes.Width - 2 * Margin - SymbolWidth - AroundLabel) / _labelled.Max(series => PlotFont.Width(series.Label, fontSize));

    private Legend Create(float fontSize, float fitting, Orientation orientation)
    {
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

    private static PixelRect Room(PixelRect axes) => axes.Contract(Margin);

    // As high as it likes, and no wider than the axes.
    private static PixelSize RoomBelow(PixelRect axes) => new(axes.Width, 10_000);

    private static PixelRect Placed(PixelRect axes, PixelSize legend, Alignment place) => new PixelRect(legend).AlignedInside(Room(axes), place);

    private int CurvesUnder(PixelRect legend, PixelRect axes)
    {
        var covered = new CoordinateRect(X(legend.Left), X(legend.Right), Y(legend.Bottom), Y(legend.Top));
        return _series.Count(series => series.Enters(covered));

        double X(float pixel) => _limits.Left + (pixel - axes.Left) / axes.Width * _limits.Width;
        double Y(float pixel) => _limits.Bottom + (axes.Bottom - pixel) / axes.Height * _limits.Height;
    }
}

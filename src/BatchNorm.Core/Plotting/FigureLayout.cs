using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// Where the parts of a figure lie. Lengths are in units; a unit is as many pixels as it takes to fill the picture, so that
/// text and lines keep their proportion to the panels at any size.
/// </summary>
internal sealed class FigureLayout
{
    /// <summary>From the figure's edge to anything in it.</summary>
    public const float Margin = 12;

    private const float TitleHeight = 34, SubtitleHeight = 24;

    /// <summary>Where the title's letters stand, in units from the top.</summary>
    public const float TitleBaseline = Margin + TitleHeight - 12;

    // Room around a panel's axes for what is written there: tick labels everywhere, axis titles at the grid's edge only.
    private const float TickLabelWidth = 34, TickLabelHeight = 26, PanelGap = 18, AxisTitleSize = 28;

    // Pixels a unit, and the most pixels a side, of a picture whose size was left to us.
    private const float AutomaticScale = 1.5f;
    private const float AutomaticMaximumPixels = 6000;

    private readonly int _panelCount;
    private readonly float _headerHeight;
    private readonly float _panelTitleHeight;
    private readonly float _axesWidth;
    private readonly float _axesHeight;

    public FigureLayout(AccuracyPlot plot)
    {
        _panelCount = plot.Panels.Count;
        _headerHeight = Margin + (plot.Title.Length > 0 ? TitleHeight : 0) + (plot.Subtitle.Length > 0 ? SubtitleHeight : 0);
        _panelTitleHeight = plot.Panels.Any(panel => panel.Title.Length > 0) ? 28 : 12;
        Columns = ColumnsFor(_panelCount);
        Rows = (_panelCount + Columns - 1) / Columns;

        // What surrounds the axes of all columns and rows, and the size of axes that makes a handsome figure.
        float aroundColumns = 2 * Margin + AxisTitleSize + Columns * (TickLabelWidth + PanelGap);
        float aroundRows = _headerHeight + Margin + AxisTitleSize + Rows * (TickLabelHeight + _panelTitleHeight);
        (float axesWidth, float axesHeight) = _panelCount == 1 ? (680f, 400f) : (380f, 260f);
        float idealWidth = aroundColumns + Columns * axesWidth;
        float idealHeight = aroundRows + Rows * axesHeight;

        float automatic = Math.Min(AutomaticScale, AutomaticMaximumPixels / Math.Max(idealWidth, idealHeight));
        float wanted = plot.Width / idealWidth ?? plot.Height / idealHeight ?? automatic;
        PixelWidth = plot.Width ?? Pixels(idealWidth * wanted);
        PixelHeight = plot.Height ?? Pixels(idealHeight * wanted);
        Scale = Math.Min(PixelWidth / idealWidth, PixelHeight / idealHeight);
        Width = PixelWidth / Scale;
        _axesWidth = (Width - aroundColumns) / Columns;
        _axesHeight = (PixelHeight / Scale - aroundRows) / Rows;
    }

    /// <summary>The room around the axes of a panel for ticks and titles.</summary>
    public PixelPadding Padding =>
        new(TickLabelWidth + AxisTitleSize, PanelGap, TickLabelHeight + AxisTitleSize, _panelTitleHeight);

    /// <summary>Panels side by side.</summary>
    public int Columns { get; }

    /// <summary>Panels one above the other.</summary>
    public int Rows { get; }

    /// <summary>The picture's width in pixels.</summary>
    public int PixelWidth { get; }

    /// <summary>The picture's height in pixels.</summary>
    public int PixelHeight { get; }

    /// <summary>Pixels a unit.</summary>
    public float Scale { get; }

    /// <summary>The figure's width in units.</summary>
    public float Width { get; }

    /// <summary>Where the subtitle's letters stand, in units from the top.</summary>
    public float SubtitleBaseline => _headerHeight - 8;

    /// <summary>The rectangle that the axes of a panel enclose.</summary>
    public PixelRect Axes(int panel)
    {
        float left = Margin + AxisTitleSize + TickLabelWidth
            + panel % Columns * (_axesWidth + TickLabelWidth + PanelGap);
        float top = _headerHeight + _panelTitleHeight
            + panel / Columns * (_axesHeight + TickLabelHeight + _panelTitleHeight);
        return new PixelRect(left, left + _axesWidth, top + _axesHeight, top);
    }

    /// <summary>Whether a panel has no other to its left: it carries the title of the vertical axis.</summary>
    public bool IsLeftmost(int panel) => panel % Columns == 0;

    /// <summary>Whether a panel has no other below it: it carries the title of the horizontal axis.</summary>
    public bool IsLowest(int panel) => panel + Columns >= _panelCount;

    // From square to somewhat wider, as many columns as leave the fewest places empty.
    private static int ColumnsFor(int panels)
    {
        int square = (int)Math.Ceiling(Math.Sqrt(panels));
        int widest = Math.Max(square, (int)(1.75 * Math.Sqrt(panels)));
        return Enumerable.Range(square, widest - square + 1).MinBy(columns => (columns - panels % columns) % columns);
    }

    private static int Pixels(float length) =>
        Math.Clamp((int)MathF.Round(length), AccuracyPlot.MinimumPixels, AccuracyPlot.MaximumPixels);
}

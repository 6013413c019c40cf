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

    /// <summary>The size of the numbers along the axes.</summary>
    public const float TickLabelSize = 12;

    /// <summary>Where the first line of the title stands, in units from the top.</summary>
    public const float TitleBaseline = Margin + TitleHeight - 12;

    /// <summary>The room for numbers below axes.</summary>
    public const float TickLabelHeight = 26;

    /// <summary>The room for the title of axes.</summary>
    public const float AxisTitleSize = 28;

    private const float TitleHeight = 34, SubtitleHeight = 24, TitleSize = 20, SubtitleSize = 14;

    // Room around a panel's axes for what is written there: tick labels everywhere, axis titles at the grid's edge only.
    private const float LeastTickLabelWidth = 34, AroundTickLabel = 16, PanelGap = 18;

    private const float LegendSizeInGrid = 11, LegendSizeOfOnePanel = 13;

    // Of a narrow picture the axes become smaller rather than its letters, down to the least that still shows something.
    private const float LeastScale = 0.8f, LeastAxesWidth = 160, LeastAxesHeight = 140;

    // Pixels a unit, and the most pixels a side, of a picture whose size was left to us.
    private const float AutomaticScale = 1.5f;
    private const float AutomaticMaximumPixels = 6000;

    private readonly Figure _figure;
    private readonly float _headerHeight;
    private readonly float _panelTitleHeight;
    private readonly float _tickLabelWidth;
    private readonly float _axesWidth;
    private readonly float _axesHeight;

    /// <param name="figure">The figure.</param>
    /// <param name="cancellation">Checked between the panels, whose legends are measured.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FigureLayout(Figure figure, CancellationToken cancellation = default)
    {
        _figure = figure;
        _panelTitleHeight = figure.Rows.Any(row => row.Any(panel => panel.Title.Length > 0)) ? 28 : 12;
        _tickLabelWidth = Math.Max(LeastTickLabelWidth, AroundTickLabel + figure.Rows.SelectMany(row => row)
            .SelectMany(panel => panel.VerticalLabels).Max(label => PlotFont.Width(label, TickLabelSize)));
        Columns = figure.Rows.Max(row => row.Count);
        Rows = figure.Rows.Count;

        // What surrounds the axes of all columns and rows, and the size of axes that makes a handsome figure.
        float aroundColumns = 2 * Margin + AxisTitleSize + Columns * (_tickLabelWidth + PanelGap);
        (float axesWidth, float axesHeight) = AxesSize(figure, aroundColumns);
        LegendSize = figure.PanelCount == 1 ? LegendSizeOfOnePanel : LegendSizeInGrid;
        LegendHeight = figure.Rows.SelectMany(row => row).Max(panel =>
        {
            cancellation.ThrowIfCancellationRequested();
            return panel.LegendHeightBelow(new PixelRect(0, axesWidth, axesHeight, 0), LegendSize);
        });
        float idealWidth = aroundColumns + Columns * axesWidth;
        Title = new Heading(figure.Title, TitleSize, bold: true, idealWidth - 2 * Margin);
        Subtitle = new Heading(figure.Subtitle, SubtitleSize, bold: false, idealWidth - 2 * Margin, figure.MostSubtitleLines);
        _headerHeight = Margin + Height(Title, TitleHeight) + Height(Subtitle, SubtitleHeight);
        float aroundRows = _headerHeight + Margin + AxisTitleSize + Rows * (TickLabelHeight + LegendHeight + _panelTitleHeight);
        float idealHeight = aroundRows + Rows * axesHeight;

        float automatic = Math.Min(AutomaticScale, AutomaticMaximumPixels / Math.Max(idealWidth, idealHeight));
        float wanted = figure.Width / idealWidth ?? figure.Height / idealHeight ?? automatic;
        PixelWidth = figure.Width ?? Pixels(idealWidth * wanted);
        PixelHeight = figure.Height ?? Pixels(idealHeight * wanted);
        Scale = Math.Min(PixelWidth / idealWidth, PixelHeight / idealHeight);
        Width = PixelWidth / Scale;
        _axesWidth = (Width - aroundColumns) / Columns;
        _axesHeight = (PixelHeight / Scale - aroundRows) / Rows;
    }

    /// <summary>The room around the axes of a panel for ticks and titles.</summary>
    public PixelPadding Padding =>
        new(_tickLabelWidth + AxisTitleSize, PanelGap, TickLabelHeight + AxisTitleSize, _panelTitleHeight);

    /// <summary>The figure's heading.</summary>
    public Heading Title { get; }

    /// <summary>What stands below the heading.</summary>
    public Heading Subtitle { get; }

    /// <summary>Panels side by side.</summary>
    public int Columns { get; }

    /// <summary>Panels one above the other.</summary>
    public int Rows { get; }

    /// <summary>The size of letters in a legend.</summary>
    public float LegendSize { get; }

    /// <summary>The room below the axes of every panel for a legend; 0 where all of them stand between the axes.</summary>
    public float LegendHeight { get; }

    /// <summary>The picture's width in pixels.</summary>
    public int PixelWidth { get; }

    /// <summary>The picture's height in pixels.</summary>
    public int PixelHeight { get; }

    /// <summary>Pixels a unit.</summary>
    public float Scale { get; }

    /// <summary>The figure's width in units.</summary>
    public float Width { get; }

    /// <summary>Where the first line of the subtitle stands, in units from the top.</summary>
    public float SubtitleBaseline => _headerHeight - Subtitle.FurtherHeight - 8;

    /// <summary>The rectangle that the axes of a panel enclose.</summary>
    public PixelRect Axes(int row, int column)
    {
        float left = Margin + AxisTitleSize + _tickLabelWidth + column * (_axesWidth + _tickLabelWidth + PanelGap);
        float top = _headerHeight + _panelTitleHeight + row * (_axesHeight + TickLabelHeight + LegendHeight + _panelTitleHeight);
        return new PixelRect(left, left + _axesWidth, top + _axesHeight, top);
    }

    /// <summary>Whether a panel has no other below it: it carries the title of the horizontal axis.</summary>
    public bool IsLowest(int row, int column) => row == Rows - 1 || _figure.Rows[row + 1].Count <= column;

    private (float Width, float Height) AxesSize(Figure figure, float aroundColumns)
    {
        if (figure.AxesSize is { } given)
            return given;
        (float width, float height) = figure.PanelCount == 1 ? (680f, 400f) : (380f, 260f);
        float fitting = (figure.Width / LeastScale - aroundColumns) / Columns ?? width;
        float narrow = Math.Min(width, Math.Max(LeastAxesWidth, fitting));
        return (narrow, Math.Max(Math.Min(height, LeastAxesHeight), height * narrow / width));
    }

    private static float Height(Heading heading, float ofOneLine) => heading.Lines.Count == 0 ? 0 : ofOneLine + heading.FurtherHeight;

    private static int Pixels(float length) =>
        Math.Clamp((int)MathF.Round(length), TrainingPlot.MinimumPixels, TrainingPlot.MaximumPixels);
}

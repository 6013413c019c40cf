using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// How a run is drawn. Runs with batch normalization are solid lines in cool colours, those without dashed lines in warm
/// ones; from the second of a kind on, markers tell them apart where colour cannot.
/// </summary>
/// <remarks>The colours are those of Okabe and Ito (2008), which people of every colour vision can tell apart.</remarks>
internal sealed record CurveStyle
{
    private const float LineWidth = 2, ThinLineWidth = 1, MarkerSize = 7, MarkerLineWidth = 1.5f;

    private static readonly Color[] CoolColors = [new("#0072B2"), new("#009E73"), new("#000000"), new("#56B4E9")];
    private static readonly Color[] WarmColors = [new("#D55E00"), new("#CC79A7"), new("#E69F00")];
    private static readonly LinePattern Dashes = new([SvgDashes.Dash, SvgDashes.Gap], 0, "Dashes");

    // Outlines only: a filled marker inherits the dashes of the last line, which Skia's SVG canvas complains of on stderr.
    // Their count shares no factor with that of either palette, so that colour and marker repeat together late.
    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.None, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond, MarkerShape.Cross, MarkerShape.OpenTriangleDown,
    ];

    private readonly Color _color;
    private readonly bool _isDashed;
    private readonly MarkerShape _marker;

    private CurveStyle(int index, Color[] palette, bool isDashed)
    {
        _color = palette[index % palette.Length];
        _marker = Markers[index % Markers.Length];
        _isDashed = isDashed;
    }

    /// <summary>Whether dashes are not drawn but marked, for <see cref="SvgDashes"/> to make them.</summary>
    public bool HasMarkedDashes { get; init; }

    /// <summary>The line through the samples.</summary>
    public LineStyle Line => Patterned(_color, LineWidth);

    /// <summary>The line before it was smoothed.</summary>
    public LineStyle RawLine => Patterned(_color.WithAlpha(.35), ThinLineWidth);

    /// <summary>The edges of the band around the line, which tell bands apart where colour cannot.</summary>
    public LineStyle BandEdge => Patterned(_color.WithAlpha(.7), ThinLineWidth);

    /// <summary>The band around the line.</summary>
    public Color BandColor => _color.WithAlpha(.18);

    /// <summary>The mark where a run diverged.</summary>
    public MarkerStyle DivergenceMarker => Outlined(MarkerShape.Eks, 10, LineWidth);

    /// <summary>A style a run, in the runs' order.</summary>
    public static IReadOnlyList<CurveStyle> For(IReadOnlyList<TrainingRun> runs)
    {
        int with = 0, without = 0;
        return [.. runs.Select(run => run.UseBatchNorm
            ? new CurveStyle(with++, CoolColors, isDashed: false)
            : new CurveStyle(without++, WarmColors, isDashed: true))];
    }

    /// <summary>The mark on samples; a run that is no line but a single sample has one whatever its style.</summary>
    public MarkerStyle MarkerFor(bool hasLine) =>
        Outlined(_marker == MarkerShape.None && !hasLine ? MarkerShape.OpenCircle : _marker, MarkerSize, MarkerLineWidth);

    private LineStyle Patterned(Color color, float width) => new()
    {
        Color = color,
        Width = _isDashed && HasMarkedDashes ? width + SvgDashes.Mark : width,
        Pattern = _isDashed && !HasMarkedDashes ? Dashes : LinePattern.Solid,
    };

    private MarkerStyle Outlined(MarkerShape shape, float size, float lineWidth) =>
        new(shape, size, _color) { LineWidth = lineWidth };
}

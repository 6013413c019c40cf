using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>One line of a panel, with what belongs to it; all points are finite and in the order of the steps.</summary>
internal sealed record FigureSeries
{
    /// <summary>How it is drawn.</summary>
    public required CurveStyle Style { get; init; }

    /// <summary>What the legend calls it; empty where it has no entry.</summary>
    public required string Label { get; init; }

    /// <summary>Where the training ended.</summary>
    public required int LastStep { get; init; }

    /// <summary>The line itself; a single point is a mark.</summary>
    public IReadOnlyList<Coordinates> Line { get; init; } = [];

    /// <summary>The line before it was smoothed; empty where it was not.</summary>
    public IReadOnlyList<Coordinates> Raw { get; init; } = [];

    /// <summary>The lower edge of the band around the line; empty where there is none.</summary>
    public IReadOnlyList<Coordinates> Lower { get; init; } = [];

    /// <summary>The upper edge of the band.</summary>
    public IReadOnlyList<Coordinates> Upper { get; init; } = [];

    /// <summary>Whether there is a band to be drawn.</summary>
    public bool HasBand => Lower.Count > 1;

    /// <summary>Where it was first seen to have diverged, or null.</summary>
    public Coordinates? Divergence { get; init; }

    /// <summary>The same with no more points than can be seen.</summary>
    /// <param name="columns">Columns of the picture across the axes.</param>
    public FigureSeries Visible(int columns) => this with
    {
        Line = Curve.Visible(Line, columns),
        Raw = Curve.Visible(Raw, columns),
        Lower = Curve.Visible(Lower, columns),
        Upper = Curve.Visible(Upper, columns),
    };

    /// <summary>Whether anything of it enters a rectangle.</summary>
    public bool Enters(CoordinateRect rectangle) =>
        new[] { Line, Lower, Upper }.Any(points => Curve.Enters(points, rectangle));
}

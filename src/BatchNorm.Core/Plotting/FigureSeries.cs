using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>One line of a panel, with what belongs to it; all points are finite and in their order along the horizontal axis.</summary>
internal sealed record FigureSeries
{
    /// <summary>How it is drawn.</summary>
    public required CurveStyle Style { get; init; }

    /// <summary>What the legend calls it; empty where it has no entry.</summary>
    public required string Label { get; init; }

    /// <summary>Where the training ended along the horizontal axis.</summary>
    public required double End { get; init; }

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

    /// <summary>Whether any of the runs it stands for diverged.</summary>
    public bool HasDiverged { get; init; }

    /// <summary>All that is drawn of it.</summary>
    public IEnumerable<Coordinates> Points => Line.Concat(Raw).Concat(Lower).Concat(Upper);

    /// <summary>The same with no more points than can be seen.</summary>
    /// <param name="columns">Columns of the picture across the axes.</param>
    public FigureSeries Visible(int columns) => this with
    {
        Line = Curve.Visible(Line, columns),
        Raw = Curve.Visible(Raw, columns),
        Lower = Curve.Visible(Lower, columns),
        Upper = Curve.Visible(Upper, columns),
    };

    /// <summary>The same as it lies on an axis that is not linear.</summary>
    public FigureSeries On(ValueAxis axis)
    {
        return !axis.IsLogarithmic ? this : this with
        {
            Line = Placed(Line),
            Raw = Placed(Raw),
            Lower = Placed(Lower),
            Upper = Placed(Upper),
            Divergence = Divergence is { } mark ? Place(mark) : null,
        };

        IReadOnlyList<Coordinates> Placed(IReadOnlyList<Coordinates> points) => [.. points.Select(Place)];
        Coordinates Place(Coordinates point) => new(point.X, axis.Position(point.Y));
    }

    /// <summary>Whether anything of it enters a rectangle.</summary>
    public bool Enters(CoordinateRect rectangle) =>
        new[] { Line, Lower, Upper }.Any(points => Curve.Enters(points, rectangle));
}

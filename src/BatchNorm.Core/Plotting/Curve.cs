using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>The points of a line, in the order of the steps.</summary>
internal static class Curve
{
    /// <summary>A value a step as a line: in the order of the steps, and without what is no finite number.</summary>
    public static IReadOnlyList<Coordinates> Through(IEnumerable<int> steps, IEnumerable<double> values) => Through(steps.Select(step => (double)step), values);

    /// <summary>Values as a line: in the order in which they lie along the horizontal axis, and without what is no finite number.</summary>
    public static IReadOnlyList<Coordinates> Through(IEnumerable<double> positions, IEnumerable<double> values) =>
    [
        .. positions.Zip(values, (position, value) => new Coordinates(position, value))
            .Where(point => double.IsFinite(point.Y))
            .OrderBy(point => point.X),
    ];

    /// <summary>All points of a line, or, where there are more than can be seen, those that give the same line.</summary>
    /// <remarks>
    /// Of the points in a column of the picture the first, the least, the greatest and the last are enough to draw the column
    /// as all of them would (Jugel et al. 2014, "M4: a visualization-oriented time series data aggregation").
    /// </remarks>
    /// <param name="points">The line.</param>
    /// <param name="columns">Columns of the picture across the axes.</param>
    public static IReadOnlyList<Coordinates> Visible(IReadOnlyList<Coordinates> points, int columns)
    {
        if (points.Count <= 4 * columns)
            return points;

        double first = points[0].X;
        double columnWidth = (points[^1].X - first) / columns;
        return [.. points.GroupBy(point => (int)((point.X - first) / columnWidth)).SelectMany(Outline)];
    }

    /// <summary>Whether the line through some points enters a rectangle.</summary>
    public static bool Enters(IReadOnlyList<Coordinates> points, CoordinateRect rectangle)
    {
        for (int i = 0; i < points.Count; i++)
        {
            Coordinates start = points[Math.Max(i - 1, 0)], end = points[i];
            double left = Math.Max(start.X, rectangle.Left), right = Math.Min(end.X, rectangle.Right);
            if (left > right)
                continue;

            double slope = end.X > start.X ? (end.Y - start.Y) / (end.X - start.X) : 0;
            double atLeft = start.Y + slope * (left - start.X), atRight = start.Y + slope * (right - start.X);
            if (Math.Min(atLeft, atRight) <= rectangle.Top && Math.Max(atLeft, atRight) >= rectangle.Bottom)
                return true;
        }

        return false;
    }

    private static IEnumerable<Coordinates> Outline(IEnumerable<Coordinates> column)
    {
        Coordinates[] points = [.. column];
        Coordinates[] outline = [points[0], points.MinBy(point => point.Y), points.MaxBy(point => point.Y), points[^1]];
        return outline.DistinctBy(point => point.X).OrderBy(point => point.X);
    }
}

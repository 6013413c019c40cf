using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>The points of a run's line, in the order of the steps.</summary>
internal static class Curve
{
    /// <summary>Every sample as a point, or, where there are more than can be seen, those that give the same line.</summary>
    /// <remarks>
    /// Of the samples in a column of the picture the first, the least, the greatest and the last are enough to draw the column
    /// as all of them would (Jugel et al. 2014, "M4: a visualization-oriented time series data aggregation").
    /// </remarks>
    /// <param name="run">The run.</param>
    /// <param name="columns">Columns of the picture across the axes.</param>
    public static Coordinates[] Points(TrainingRun run, int columns)
    {
        Coordinates[] points = [.. run.Samples
            .Where(sample => double.IsFinite(sample.Accuracy))
            .Select(sample => new Coordinates(sample.Step, sample.Accuracy))
            .OrderBy(point => point.X)];
        if (points.Length <= 4 * columns)
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

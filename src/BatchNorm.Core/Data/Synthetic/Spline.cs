using System.Numerics;

namespace BatchNorm.Data.Synthetic;

/// <summary>A Catmull-Rom spline with chord-length tangents: the smooth curve through given points, broken at
/// corners.</summary>
internal static class Spline
{
    /// <summary>Appends the curve to a path, as lines about <paramref name="spacing"/> long.</summary>
    public static void Flatten(ReadOnlySpan<ControlPoint> stroke, float spacing, PenPath path)
    {
        path.MoveTo(stroke[0].Position);
        for (int i = 1; i < stroke.Length; i++)
        {
            Vector2 start = stroke[i - 1].Position;
            Vector2 end = stroke[i].Position;
            Vector2 startTangent = Tangent(stroke, i - 1, end - start);
            Vector2 endTangent = Tangent(stroke, i, end - start);

            int lines = 1 + (int)(Vector2.Distance(start, end) / spacing);
            for (int line = 1; line <= lines; line++)
                path.LineTo(Hermite(start, startTangent, end, endTangent, line / (float)lines));
        }
    }

    // Along the line between the neighbours, and as long as the chord, so that near points make no knots; along the chord
    // itself where there is no neighbour or the line is broken.
    private static Vector2 Tangent(ReadOnlySpan<ControlPoint> stroke, int i, Vector2 chord)
    {
        if (i == 0 || i == stroke.Length - 1 || stroke[i].IsCorner)
            return chord;

        Vector2 before = stroke[i].Position - stroke[i - 1].Position;
        Vector2 after = stroke[i + 1].Position - stroke[i].Position;
        float way = before.Length() + after.Length();
        return way > 0 ? chord.Length() / way * (before + after) : chord;
    }

    private static Vector2 Hermite(Vector2 start, Vector2 startTangent, Vector2 end, Vector2 endTangent, float t)
    {
        float t2 = t * t;
        float t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * start + (t3 - 2 * t2 + t) * startTangent
            + (3 * t2 - 2 * t3) * end + (t3 - t2) * endTangent;
    }
}

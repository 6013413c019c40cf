using System.Globalization;
using System.Numerics;

namespace BatchNorm.Data.Synthetic;

/// <summary>One way to write a digit: the lines the middle of the pen follows, before anybody's hand shakes.</summary>
internal sealed class Skeleton
{
    private readonly ControlPoint[][] _strokes;

    private Skeleton(ControlPoint[][] strokes) => _strokes = strokes;

    /// <summary>The strokes, in the order of writing; each has at least two points.</summary>
    public ReadOnlySpan<ControlPoint[]> Strokes => _strokes;

    /// <summary>Reads the notation of <see cref="DigitSkeletons"/>.</summary>
    /// <param name="notation">
    /// Points "x,y" in glyph units, separated by blanks; "!" after a point makes it a corner, "/" lifts the pen.
    /// </param>
    public static Skeleton Parse(string notation)
    {
        string[] strokes = notation.Split('/', StringSplitOptions.TrimEntries);
        return new Skeleton(Array.ConvertAll(strokes, stroke => Array.ConvertAll(stroke.Split(' '), ParsePoint)));
    }

    private static ControlPoint ParsePoint(string point)
    {
        string[] coordinates = point.TrimEnd('!').Split(',');
        return new ControlPoint(
            new Vector2(
                float.Parse(coordinates[0], CultureInfo.InvariantCulture),
                float.Parse(coordinates[1], CultureInfo.InvariantCulture)),
            point.EndsWith('!'));
    }
}

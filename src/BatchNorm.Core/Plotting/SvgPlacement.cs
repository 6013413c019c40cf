using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>A transformation that makes things larger and moves them, and does nothing else: what it is of can be written where it comes to lie.</summary>
/// <param name="Scale">How many times as large.</param>
/// <param name="Left">How far to the right.</param>
/// <param name="Top">How far down.</param>
internal readonly record struct SvgPlacement(double Scale, double Left, double Top)
{
    /// <summary>Of a pixel: what places are told in.</summary>
    public const int Tenths = 10;

    /// <summary>That nothing is moved.</summary>
    public static SvgPlacement None { get; } = new(1, 0, 0);

    /// <summary>What a "transform" does; null where it does more, as turn.</summary>
    public static SvgPlacement? Read(string? transform)
    {
        if (transform is null)
            return None;
        string[] parts = transform.TrimEnd(')').Split('(', ' ', ',');
        double[] numbers = new double[parts.Length - 1];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.TryParse(parts[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return (parts[0], numbers) switch
        {
            ("translate", [var x, var y]) => new(1, x, y),
            ("scale", [var one]) => new(one, 0, 0),
            ("scale", [var one, var other]) when one == other => new(one, 0, 0),
            ("matrix", [var one, 0, 0, var other, var x, var y]) when one == other => new(one, x, y),
            _ => null,
        };
    }

    /// <summary>Where across a place comes to lie, in tenths of a pixel.</summary>
    public long X(double x) => (long)Math.Round(((Scale * x) + Left) * Tenths);

    /// <summary>Where down a place comes to lie, in tenths of a pixel.</summary>
    public long Y(double y) => (long)Math.Round(((Scale * y) + Top) * Tenths);
}

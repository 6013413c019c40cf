using System.Numerics;
using BatchNorm.Randomness;

namespace BatchNorm.Data.Synthetic;

/// <summary>How one digit is written: what differs from writer to writer, and from one time to the next.</summary>
/// <param name="Slant">How far the top leans to the right, in heights.</param>
/// <param name="Rotation">In radians, clockwise.</param>
/// <param name="Width">The width, relative to the skeleton's.</param>
/// <param name="Size">The longer side of the inked box, in pixels.</param>
/// <param name="Shift">Where the centre of the ink lies off the centre of the image, in pixels.</param>
/// <param name="PenRadius">In pixels.</param>
/// <param name="Tremor">The standard deviation of every control point, in glyph units.</param>
/// <param name="Distortion">The standard deviation of the elastic distortion, in glyph units.</param>
internal readonly record struct Hand(
    float Slant, float Rotation, float Width, float Size, Vector2 Shift, float PenRadius, float Tremor, float Distortion)
{
    /// <summary>Draws a hand.</summary>
    public static Hand Draw(RandomSource random)
    {
        float sloppiness = LogNormal(random, 0.4f);
        return new Hand(
            Slant: Normal(random, 0.12f, 0.20f),
            Rotation: Normal(random, 0, 0.10f),
            Width: LogNormal(random, 0.18f),
            Size: Math.Clamp(Normal(random, 20, 1), 17, 23),
            Shift: new Vector2(Normal(random, 0, 0.5f), Normal(random, 0, 0.5f)),
            PenRadius: Math.Clamp(1.2f * LogNormal(random, 0.25f), 0.7f, 2.2f),
            Tremor: 1.6f * sloppiness,
            Distortion: 5 * sloppiness);
    }

    private static float Normal(RandomSource random, float mean, float deviation) =>
        mean + deviation * (float)random.NextNormal();

    private static float LogNormal(RandomSource random, float deviation) =>
        MathF.Exp(deviation * (float)random.NextNormal());
}

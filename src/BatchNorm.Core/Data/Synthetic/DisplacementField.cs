using System.Numerics;
using BatchNorm.Randomness;

namespace BatchNorm.Data.Synthetic;

/// <summary>
/// A smooth random displacement of the plane, a few long waves on top of each other: the elastic distortion of Simard,
/// Steinkraus and Platt, "Best practices for convolutional neural networks" (ICDAR 2003), applied to the line of the pen
/// instead of the pixels.
/// </summary>
internal readonly struct DisplacementField
{
    private const float LongestWave = 220; // glyph units: the digit is 100 high
    private const float ShortestWave = 90;

    private readonly Wave _first;
    private readonly Wave _second;
    private readonly Wave _third;

    /// <summary>Draws a field.</summary>
    /// <param name="random">Where the waves come from.</param>
    /// <param name="deviation">The standard deviation of the displacement along either axis, in glyph units.</param>
    public DisplacementField(RandomSource random, float deviation)
    {
        // The square of a sine is 1/2 on average, and three waves add up.
        float amplitude = deviation * MathF.Sqrt(2f / 3);
        _first = Wave.Draw(random, amplitude);
        _second = Wave.Draw(random, amplitude);
        _third = Wave.Draw(random, amplitude);
    }

    /// <summary>Where a point of the plane is moved to.</summary>
    public Vector2 Displace(Vector2 point) => point + _first.At(point) + _second.At(point) + _third.At(point);

    private readonly record struct Wave(Vector2 Frequency, float Phase, Vector2 Amplitude)
    {
        public static Wave Draw(RandomSource random, float amplitude)
        {
            float direction = MathF.Tau * (float)random.NextDouble();
            float length = ShortestWave + (LongestWave - ShortestWave) * (float)random.NextDouble();
            return new Wave(
                MathF.Tau / length * new Vector2(MathF.Cos(direction), MathF.Sin(direction)),
                MathF.Tau * (float)random.NextDouble(),
                amplitude * new Vector2((float)random.NextNormal(), (float)random.NextNormal()));
        }

        public Vector2 At(Vector2 point) => MathF.Sin(Vector2.Dot(Frequency, point) + Phase) * Amplitude;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BatchNorm.Data.Synthetic;

/// <summary>
/// A round, soft pen: a pixel's ink depends on its distance to the nearest line of the path. Keeps the memory it works in, so
/// every thread needs a pen of its own.
/// </summary>
/// <param name="side">Rows and columns of the images it inks: at least 8.</param>
internal sealed class Pen(int side)
{
    private const float Softness = 0.65f; // pixels on either side of the radius over which the ink fades

    private readonly float[] _squaredDistances = new float[side * side];

    /// <summary>How far from the line there is any ink, in pixels.</summary>
    public static float Reach(float radius) => radius + Softness;

    /// <summary>Inks a path.</summary>
    /// <param name="path">In pixels; the corner of the image is at (0, 0), the middle of its first pixel at (0.5, 0.5).</param>
    /// <param name="radius">Where the ink is half as dark, in pixels from the line.</param>
    /// <param name="image">Row by row; every pixel is written.</param>
    public void Ink(PenPath path, float radius, Span<byte> image)
    {
        float reach = Reach(radius);
        Array.Fill(_squaredDistances, reach * reach);
        Span<Vector2> points = path.Points;
        for (int i = 1; i < points.Length; i++)
        {
            if (path.HasLineTo(i))
                MeasureFrom(points[i - 1], points[i], reach);
        }

        image.Clear();
        for (int i = 0; i < image.Length; i++)
        {
            if (_squaredDistances[i] >= reach * reach)
                continue; // four pixels out of five: no root to take

            float depth = (reach - MathF.Sqrt(_squaredDistances[i])) / (2 * Softness);
            image[i] = (byte)(255 * Math.Min(1, depth) + 0.5f);
        }
    }

    // Eight pixels at a time. Those beyond the line's surroundings do no harm: their distance is as exact as the others'.
    private void MeasureFrom(Vector2 start, Vector2 end, float reach)
    {
        Vector2 low = Vector2.Clamp(Vector2.Min(start, end) - new Vector2(reach), Vector2.Zero, new Vector2(side));
        Vector2 high = Vector2.Clamp(Vector2.Max(start, end) + new Vector2(reach), Vector2.Zero, new Vector2(side - 1));
        int bottom = (int)high.Y;
        int right = (int)high.X;

        Vector2 line = end - start;
        float lengthSquared = line.LengthSquared();
        Vector2 perLength = lengthSquared > 0 ? line / lengthSquared : Vector2.Zero;
        Vector256<float> middles = Vector256.CreateSequence(0.5f - start.X, 1f);
        for (int y = (int)low.Y; y <= bottom; y++)
        {
            float toY = y + 0.5f - start.Y;
            Span<float> row = _squaredDistances.AsSpan(y * side, side);
            for (int x = (int)low.X; x <= right; x += Vector256<float>.Count)
            {
                x = Math.Min(x, side - Vector256<float>.Count);
                Vector256<float> toX = middles + Vector256.Create((float)x);
                Vector256<float> along = Vector256.MinNative(
                    Vector256.MaxNative(toX * perLength.X + Vector256.Create(toY * perLength.Y), Vector256<float>.Zero),
                    Vector256<float>.One);
                Vector256<float> offX = toX - along * line.X;
                Vector256<float> offY = Vector256.Create(toY) - along * line.Y;
                ref float pixels = ref MemoryMarshal.GetReference(row.Slice(x, Vector256<float>.Count));
                Vector256.MinNative(offX * offX + offY * offY, Vector256.LoadUnsafe(ref pixels)).StoreUnsafe(ref pixels);
            }
        }
    }
}

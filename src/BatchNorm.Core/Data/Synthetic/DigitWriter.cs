using System.Numerics;
using System.Runtime.InteropServices;
using BatchNorm.Randomness;

namespace BatchNorm.Data.Synthetic;

/// <summary>
/// Writes digits: a skeleton, shaken, bent, slanted and placed in the frame, then inked. Keeps the memory it works in, so
/// every thread needs a writer of its own; what is written depends on the random numbers alone.
/// </summary>
internal sealed class DigitWriter
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    private const float LineLength = 7; // glyph units, about 1.3 pixels
    private const float Margin = 1; // pixels left empty along the borders

    private readonly PenPath _path = new();
    private readonly List<ControlPoint> _stroke = [];
    private readonly Pen _pen = new(Side);

    /// <summary>Draws a style and a hand at random, and writes the digit.</summary>
    public void Write(int digit, RandomSource random, Span<byte> image)
    {
        ReadOnlySpan<Skeleton> styles = DigitSkeletons.Of(digit);
        Skeleton skeleton = styles[random.NextInt32(styles.Length)];
        Hand hand = Hand.Draw(random);

        Trace(skeleton, hand.Tremor, random);
        Bend(hand, new DisplacementField(random, hand.Distortion));
        Place(hand);
        _pen.Ink(_path, hand.PenRadius, image);
    }

    private void Trace(Skeleton skeleton, float tremor, RandomSource random)
    {
        _path.Clear();
        foreach (ControlPoint[] stroke in skeleton.Strokes)
        {
            _stroke.Clear();
            foreach (ControlPoint point in stroke)
            {
                var shake = new Vector2((float)random.NextNormal(), (float)random.NextNormal());
                _stroke.Add(point with { Position = point.Position + tremor * shake });
            }

            Spline.Flatten(CollectionsMarshal.AsSpan(_stroke), LineLength, _path);
        }
    }

    private void Bend(in Hand hand, in DisplacementField field)
    {
        Matrix3x2 linear = new Matrix3x2(hand.Width, 0, -hand.Slant, 1, 0, 0) * Matrix3x2.CreateRotation(hand.Rotation);
        foreach (ref Vector2 point in _path.Points)
            point = Vector2.Transform(field.Displace(point), linear);
    }

    // As MNIST's images were made: scaled to a box, then placed by the centre of the ink.
    private void Place(in Hand hand)
    {
        Span<Vector2> points = _path.Points;
        Vector2 low = points[0];
        Vector2 high = points[0];
        Vector2 moment = Vector2.Zero;
        float length = 0;
        for (int i = 1; i < points.Length; i++)
        {
            low = Vector2.Min(low, points[i]);
            high = Vector2.Max(high, points[i]);
            if (!_path.HasLineTo(i))
                continue;

            float line = Vector2.Distance(points[i - 1], points[i]);
            moment += line / 2 * (points[i - 1] + points[i]);
            length += line;
        }

        Vector2 box = high - low;
        float scale = (hand.Size - 2 * hand.PenRadius) / Math.Max(box.X, box.Y);
        var border = new Vector2(Margin + Pen.Reach(hand.PenRadius));
        Vector2 offset = new Vector2(Side / 2f) + hand.Shift - scale * moment / length;
        offset = Vector2.Clamp(offset, border - scale * low, new Vector2(Side) - border - scale * high);

        foreach (ref Vector2 point in points)
            point = scale * point + offset;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace BatchNorm.Data.Synthetic;

/// <summary>The way of the pen as short straight lines; cleared and used again for every image.</summary>
internal sealed class PenPath
{
    private readonly List<Vector2> _points = [];
    private readonly List<bool> _penIsDown = [];

    /// <summary>The ends of the lines, to be moved about in place.</summary>
    public Span<Vector2> Points => CollectionsMarshal.AsSpan(_points);

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        _points.Clear();
        _penIsDown.Clear();
    }

    /// <summary>Lifts the pen, and sets it down at a point.</summary>
    public void MoveTo(Vector2 point) => Add(point, penIsDown: false);

    /// <summary>Draws a line from where the pen is.</summary>
    public void LineTo(Vector2 point) => Add(point, penIsDown: true);

    /// <summary>Whether a line leads to a point from the one before it.</summary>
    public bool HasLineTo(int index) => _penIsDown[index];

    private void Add(Vector2 point, bool penIsDown)
    {
        _points.Add(point);
        _penIsDown.Add(penIsDown);
    }
}

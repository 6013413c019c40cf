using System.Numerics;

namespace BatchNorm.Data.Synthetic;

/// <summary>A point the pen passes through.</summary>
/// <param name="Position">In glyph units: the digit is 100 high, x grows to the right and y downwards.</param>
/// <param name="IsCorner">Whether the pen turns sharply here; elsewhere the line is smooth.</param>
internal readonly record struct ControlPoint(Vector2 Position, bool IsCorner);

using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>Neighbouring units whose gates stand side by side: f of all of them, then their i, o and g.</summary>
/// <param name="Unit">The first of them.</param>
/// <param name="Units">How many: 16, or 16, 8 or 4 in the last strip, where the last of them may be no unit of the network's.</param>
internal readonly record struct GateStrip(int Unit, int Units)
{
    /// <summary>The first of its columns among those of all gates.</summary>
    public int Column => GateStrips.Gates * Unit;

    /// <summary>How many columns it has.</summary>
    public int Columns => GateStrips.Gates * Units;

    /// <summary>The strip's part of a matrix that has a column for every gate.</summary>
    public unsafe NativeMatrix GatesOf(NativeMatrix matrix) =>
        new(matrix.Values + Column, matrix.Rows, Columns, Columns, matrix.Stride);

    /// <summary>The strip's part of a matrix that has a column for every unit.</summary>
    public unsafe NativeMatrix UnitsOf(NativeMatrix matrix) =>
        new(matrix.Values + Unit, matrix.Rows, Units, Units, matrix.Stride);

    /// <summary>A strip of its own, in memory that <see cref="GateStrips.AllocateStrip"/> gave.</summary>
    public unsafe NativeMatrix In(NativeMatrix memory, int rows) => new(memory.Values, rows, Columns, Columns, memory.Stride);
}

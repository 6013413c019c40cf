using System.Runtime.InteropServices;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// Numbers of the units, or of their gates, in some steps, of which no product reads a row: strip behind strip, each with the rows of all images
/// next to each other, so that it is fetched as one piece of memory.
/// </summary>
internal readonly unsafe struct StripBlocks<V>
    where V : struct, IFloatVector<V>
{
    private readonly float* _values;
    private readonly int _columnsOfUnit;
    private readonly int _lastStride;
    private readonly int _width;

    private StripBlocks(NativeArena arena, GateStrips strips, int columnsOfUnit, int lastStride, int steps, int images)
    {
        _columnsOfUnit = columnsOfUnit;
        _lastStride = lastStride;
        _width = (strips.All[^1].Unit * columnsOfUnit) + lastStride;

        // The last tile of a product may write beyond the rows of a strip, where those of the next one are still to come.
        int spare = DenseProduct<V>.TileRows * GateStrips.Widest * columnsOfUnit;
        _values = arena.Allocate<float>(((long)steps * images * _width) + spare);
    }

    /// <summary>Room for a number of every gate.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="strips">How the gates are arranged.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="images">The most images.</param>
    public static StripBlocks<V> OfGates(NativeArena arena, GateStrips strips, int steps, int images) =>
        new(arena, strips, GateStrips.Gates, strips.LastStride, steps, images);

    /// <summary>Room for a number of every unit.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="strips">How the units are arranged.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="images">The most images.</param>
    public static StripBlocks<V> OfUnits(NativeArena arena, GateStrips strips, int steps, int images) =>
        new(arena, strips, 1, GateStrips.Widest, steps, images);

    /// <summary>A strip in a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="images">Images in the batch.</param>
    public NativeMatrix At(int step, GateStrip strip, int images)
    {
        int columns = strip.Units * _columnsOfUnit;
        float* start = Step(step, images) + ((nint)images * strip.Unit * _columnsOfUnit);
        return new NativeMatrix(start, images, columns, columns, strip.Units == GateStrips.Widest ? columns : _lastStride);
    }

    /// <summary>Sets a step to 0.</summary>
    public void Clear(int step, int images) =>
        NativeMemory.Clear(Step(step, images), (nuint)images * (nuint)_width * sizeof(float));

    private float* Step(int step, int images) => _values + ((nint)step * images * _width);
}

using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>The memory that a training, or one of the inferences under way at a time, works in.</summary>
internal sealed unsafe class Workspace<V> : IDisposable
    where V : struct, IFloatVector<V>
{
    /// <summary>Makes an empty workspace.</summary>
    /// <param name="capacity">The most images at a time.</param>
    public Workspace(int capacity)
    {
        Capacity = capacity;
        Panel = Arena.Allocate<float>(DenseProduct<V>.PanelSize);
    }

    /// <summary>The most images at a time.</summary>
    public int Capacity { get; }

    /// <summary>Where the memory is taken from.</summary>
    public NativeArena Arena { get; } = new();

    /// <summary>Room for <see cref="DenseProduct{V}"/>, used by all stages in turn: so it stays in the first-level cache.</summary>
    public float* Panel { get; }

    /// <summary>Room for one row an image.</summary>
    public NativeMatrix AllocateRows(int columns) => Arena.AllocateMatrix(Capacity, columns, V.Count);

    /// <inheritdoc/>
    public void Dispose() => Arena.Dispose();
}

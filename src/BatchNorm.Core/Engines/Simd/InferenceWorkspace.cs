using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>
/// What inference needs beside the parameters: the images, and two matrices that layers read and write in turn.
/// </summary>
internal sealed unsafe class InferenceWorkspace<V> : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly NativeArena _arena = new();
    private readonly NativeMatrix[] _products;

    /// <summary>Makes room for up to <paramref name="capacity"/> images at a time.</summary>
    public InferenceWorkspace(FullyConnectedDefinition definition, int capacity)
    {
        Images = new PixelBatch(_arena, capacity, definition.Inputs);
        Panel = _arena.Allocate<float>(DenseProduct<V>.PanelSize);
        int widest = definition.Widths.Skip(1).Max();

        // Layers write to one of two matrices in turn; each sees it with its own width.
        NativeMatrix[] pair =
        [
            _arena.AllocateMatrix(capacity, widest, V.Count),
            _arena.AllocateMatrix(capacity, widest, V.Count),
        ];
        _products = [.. definition.Widths.Skip(1).Select((units, layer) => new NativeMatrix(
            pair[layer % 2].Values, capacity, units, (units + V.Count - 1) / V.Count * V.Count, pair[layer % 2].Stride))];
    }

    /// <summary>The images.</summary>
    public PixelBatch Images { get; }

    /// <summary>Room for <see cref="DenseProduct{V}"/>.</summary>
    public float* Panel { get; }

    /// <summary>What a layer writes; the layer after the next one overwrites it.</summary>
    public NativeMatrix Product(int layer, int images) => _products[layer].Slice(0, images);

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();
}

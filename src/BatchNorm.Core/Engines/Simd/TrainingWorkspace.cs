using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>What a training step needs beside the parameters: made once for a batch size, and used by every step.</summary>
internal sealed unsafe class TrainingWorkspace<V> : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly NativeArena _arena = new();

    /// <summary>Makes room for batches of up to <paramref name="capacity"/> images.</summary>
    public TrainingWorkspace(FullyConnectedDefinition definition, int capacity)
    {
        Capacity = capacity;
        Images = new PixelBatch(_arena, capacity, definition.Inputs);
        Labels = new byte[capacity];
        int layers = definition.LayerCount;
        Products = [.. definition.Widths.Skip(1).Select(units => _arena.AllocateMatrix(capacity, units, V.Count))];
        Outputs = [.. definition.HiddenLayers.Select(units => _arena.AllocateMatrix(capacity, units, V.Count))];
        Slopes = [.. Enumerable.Range(0, layers - 1).Select(layer => definition.IsNormalized(layer)
            ? _arena.AllocateMatrix(capacity, definition.Widths[layer + 1], V.Count)
            : Products[layer])];
        Gradients = [.. definition.Widths.Skip(1).Select((units, layer) => layer == layers - 1
            ? Products[layer]
            : _arena.AllocateMatrix(capacity, units, V.Count))];
        Panel = _arena.Allocate<float>(DenseProduct<V>.PanelSize);
    }

    /// <summary>The most images a batch may have.</summary>
    public int Capacity { get; }

    /// <summary>The batch.</summary>
    public PixelBatch Images { get; }

    /// <summary>Its labels.</summary>
    public byte[] Labels { get; }

    /// <summary>
    /// By layer: the product xW, which becomes the normalized values or, without batch normalization, the slopes.
    /// </summary>
    public NativeMatrix[] Products { get; }

    /// <summary>By hidden layer: the activations.</summary>
    public NativeMatrix[] Outputs { get; }

    /// <summary>By hidden layer: the derivatives of the activation function.</summary>
    public NativeMatrix[] Slopes { get; }

    /// <summary>By layer: the gradient of the loss to the layer's output, then to its product.</summary>
    public NativeMatrix[] Gradients { get; }

    /// <summary>Room for <see cref="DenseProduct{V}"/>.</summary>
    public float* Panel { get; }

    /// <inheritdoc/>
    public void Dispose() => _arena.Dispose();
}

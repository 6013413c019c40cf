using System.Runtime.InteropServices;
using BatchNorm.Data;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The tensors a mini-batch is copied into, step after step.</summary>
internal sealed class TorchBatch(int size, int inputs) : IDisposable
{
    /// <summary>size x inputs, 0 to 1.</summary>
    public Tensor Images { get; } = empty([size, inputs], ScalarType.Float32);

    /// <summary>The classes, one an image.</summary>
    public Tensor Labels { get; } = empty([size], ScalarType.Int64);

    public int Size => size;

    public void Fill(MiniBatch batch)
    {
        Span<float> pixels = MemoryMarshal.Cast<byte, float>(Images.bytes);
        Span<long> labels = MemoryMarshal.Cast<byte, long>(Labels.bytes);
        ReadOnlySpan<int> indices = batch.Indices;
        for (int i = 0; i < indices.Length; i++)
        {
            batch.Images.CopyTo(indices[i], 1, pixels.Slice(i * inputs, inputs));
            labels[i] = batch.Images.Labels[indices[i]];
        }
    }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>A hidden layer that reads images, in an inference.</summary>
internal sealed unsafe class PixelInference<V, F>(Workspace<V> workspace, DenseLayer<V, F> layer) : IFirstInferenceStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly PixelBatch _images = new(workspace.Arena, workspace.Capacity, layer.Weight.Rows);
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);

    /// <inheritdoc/>
    public NativeMatrix Infer(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces)
    {
        _images.Load(images, start, count);
        NativeMatrix z = _products.Slice(0, count);
        InputProduct<V>.Multiply(_images, layer.Weight, z, workspace.Panel);
        layer.Infer(z, statistics, traces);
        return z;
    }
}

using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>A hidden layer that reads images, in the steps of a training: z = xW, W -= rate x^T dz.</summary>
internal sealed unsafe class PixelTraining<V>(Workspace<V> workspace, ProductLayer layer, IUnits units) : IFirstTrainingStage
    where V : struct, IFloatVector<V>
{
    private readonly PixelBatch _images = new(workspace.Arena, workspace.Capacity, layer.Weight.Rows);
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);

    /// <inheritdoc/>
    public NativeMatrix Forward(MiniBatch batch)
    {
        _images.Load(batch.Images, batch.Indices);
        NativeMatrix z = _products.Slice(0, batch.Size);
        InputProduct<V>.Multiply(_images, layer.Weight, z, workspace.Panel);
        return units.Forward(z);
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, Descent descent)
    {
        LayerNumbers moved = layer.Moved(descent);
        units.Backward(gradient, moved, descent.Rate);
        InputProduct<V>.AddTransposedProduct(-descent.Rate, _images, gradient, moved.Weight, workspace.Panel);
    }
}

using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>A hidden layer above others in the steps of a training: z = xW, dx = dz W^T, W -= rate x^T dz.</summary>
internal sealed unsafe class DenseTraining<V>(Workspace<V> workspace, ProductLayer layer, IUnits units) : ITrainingStage
    where V : struct, IFloatVector<V>
{
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);
    private readonly NativeMatrix _inputGradients = workspace.AllocateRows(layer.Weight.Rows);
    private NativeMatrix _inputs;

    /// <inheritdoc/>
    public NativeMatrix Forward(NativeMatrix x)
    {
        _inputs = x;
        NativeMatrix z = _products.Slice(0, x.Rows);
        DenseProduct<V>.Multiply(x, layer.Weight, z, workspace.Panel);
        return units.Forward(z);
    }

    /// <inheritdoc/>
    public NativeMatrix Backward(NativeMatrix gradient, Descent descent)
    {
        LayerNumbers moved = layer.Moved(descent);
        units.Backward(gradient, moved, descent.Rate);
        NativeMatrix inputGradient = _inputGradients.Slice(0, gradient.Rows);
        DenseProduct<V>.MultiplyTransposed(gradient, layer.Weight, inputGradient, workspace.Panel);
        DenseProduct<V>.AddTransposedProduct(-descent.Rate, _inputs, gradient, moved.Weight, workspace.Panel);
        return inputGradient;
    }
}

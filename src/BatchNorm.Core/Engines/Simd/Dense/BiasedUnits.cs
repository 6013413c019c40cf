using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>y = f(z + b).</summary>
internal sealed unsafe class BiasedUnits<V, F>(Workspace<V> workspace, ProductLayer layer) : IUnits
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly NativeMatrix _outputs = workspace.AllocateRows(layer.Weight.Columns);
    private NativeMatrix _slopes;

    /// <inheritdoc/>
    public NativeMatrix Forward(NativeMatrix z)
    {
        _slopes = z;
        NativeMatrix y = _outputs.Slice(0, z.Rows);
        BiasedActivation<V, F>.Forward(z, layer.Bias, y);
        return y;
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, LayerNumbers moved, float learningRate) =>
        BiasedActivation<V, F>.Backward(gradient, _slopes, moved.Bias, learningRate);
}

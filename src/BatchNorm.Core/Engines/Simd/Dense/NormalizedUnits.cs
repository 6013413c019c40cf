using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>y = f(BN(z)).</summary>
internal sealed class NormalizedUnits<V, F>(Workspace<V> workspace, ProductLayer layer) : IUnits
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly NormalizationMemory _normalization = layer.Normalization!;
    private readonly NativeMatrix _outputs = workspace.AllocateRows(layer.Weight.Columns);
    private readonly NativeMatrix _slopes = workspace.AllocateRows(layer.Weight.Columns);
    private NativeMatrix _normalized;

    /// <inheritdoc/>
    public NativeMatrix Forward(NativeMatrix z)
    {
        _normalized = z;
        NativeMatrix y = _outputs.Slice(0, z.Rows);
        BatchNormalization<V, F>.Forward(z, _normalization, _slopes.Slice(0, z.Rows), y);
        return y;
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, LayerNumbers moved, float learningRate) => BatchNormalization<V, F>.Backward(
        gradient, _normalized, _slopes.Slice(0, gradient.Rows), _normalization, moved, learningRate);
}

using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>y = BN(f(z + b)): first units without normalization, then a normalization without activation.</summary>
internal sealed class UnitsNormalizedLast<V, F>(Workspace<V> workspace, ProductLayer layer) : IUnits
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly BiasedUnits<V, F> _activated = new(workspace, layer);
    private readonly NormalizedUnits<V, Identity<V>> _normalized = new(workspace, layer);

    /// <inheritdoc/>
    public NativeMatrix Forward(NativeMatrix z) => _normalized.Forward(_activated.Forward(z));

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, LayerNumbers moved, float learningRate)
    {
        _normalized.Backward(gradient, moved, learningRate);
        _activated.Backward(gradient, moved, learningRate);
    }
}

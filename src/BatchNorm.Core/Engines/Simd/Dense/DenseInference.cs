using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>A hidden layer above others in an inference.</summary>
internal sealed unsafe class DenseInference<V, F>(Workspace<V> workspace, DenseLayer<V, F> layer) : IInferenceStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly NativeMatrix _products = workspace.AllocateRows(layer.Weight.Columns);

    /// <inheritdoc/>
    public NativeMatrix Infer(NativeMatrix x, StatisticsSource statistics, ActivationTraces? traces)
    {
        NativeMatrix z = _products.Slice(0, x.Rows);
        DenseProduct<V>.Multiply(x, layer.Weight, z, workspace.Panel);
        layer.Infer(z, statistics, traces);
        return z;
    }
}

using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The last layer: logits = xW + b.</summary>
internal sealed unsafe class OutputLayer<V> : ProductLayer
    where V : struct, IFloatVector<V>
{
    /// <summary>Makes room for the layer's numbers; everything is 0.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="shape">How large it is.</param>
    public OutputLayer(NativeArena arena, LayerShape shape)
        : base(arena, shape, hasBias: true, batchNorm: null, V.Count) =>
        new Span<float>(Bias, Weight.Width)[Weight.Columns..].Fill(float.NegativeInfinity); // classes of probability 0
}

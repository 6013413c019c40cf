using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd.Dense;

/// <summary>The last layer: logits = xW + b.</summary>
/// <param name="arena">Where its numbers are; everything is 0.</param>
/// <param name="shape">How large it is.</param>
internal sealed class OutputLayer<V>(NativeArena arena, LayerShape shape) : ProductLayer(arena, shape, hasBias: true, batchNorm: null, V.Count)
    where V : struct, IFloatVector<V>;

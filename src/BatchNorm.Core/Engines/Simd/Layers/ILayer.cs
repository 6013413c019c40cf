using BatchNorm.Engines.Simd.Memory;

namespace BatchNorm.Engines.Simd.Layers;

/// <summary>
/// One layer of a network: its numbers in the engine's memory. What it computes is done by stages, each of which has the memory that a
/// training, or one of the inferences under way at a time, needs in this layer.
/// </summary>
internal interface ILayer
{
    /// <summary>All its numbers, in the order of the definition's tensors; none in a layer that only rearranges.</summary>
    IReadOnlyList<NativeMatrix> Numbers { get; }

    /// <summary>Those of <see cref="Numbers"/> that training moves.</summary>
    IReadOnlyList<NativeMatrix> Learned { get; }

    /// <summary>One of the same shape for each of <see cref="Learned"/>; room is made when they are first asked for.</summary>
    IReadOnlyList<NativeMatrix> Gradients { get; }
}

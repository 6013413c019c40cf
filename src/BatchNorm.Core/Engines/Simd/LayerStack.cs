using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

/// <summary>The layers of a network, from the images to the logits.</summary>
/// <param name="First">Reads the images.</param>
/// <param name="Inner">Each reads what the one before it made; may be empty.</param>
/// <param name="Output">Gives the logits.</param>
internal sealed record LayerStack<V>(IFirstLayer<V> First, IReadOnlyList<IInnerLayer<V>> Inner, OutputLayer<V> Output)
    where V : struct, IFloatVector<V>
{
    /// <summary>Whether gradients are shortened to a common norm before they move anything: see <see cref="GradientClipping"/>.</summary>
    public bool ClipsGradients { get; init; }

    /// <summary>All of them, in this order.</summary>
    public IEnumerable<ILayer> All => [First, .. Inner, Output];
}

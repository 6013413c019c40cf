using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;

namespace BatchNorm.Engines.Simd;

/// <summary>Makes the layers of a network; their numbers are all 0.</summary>
internal static class LayerStacks<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>The layers of a definition.</summary>
    /// <param name="arena">Where.</param>
    /// <param name="definition">The network.</param>
    public static LayerStack<V> Of(NativeArena arena, NetworkDefinition definition) => definition switch
    {
        FullyConnectedDefinition fullyConnected => FullyConnected(arena, fullyConnected),
        _ => throw new ArgumentException($"The Simd engine has no {definition.Architecture} networks.", nameof(definition)),
    };

    private static LayerStack<V> FullyConnected(NativeArena arena, FullyConnectedDefinition definition)
    {
        DenseLayer<V, F>[] hidden = [.. Enumerable.Range(0, definition.LayerCount - 1).Select(index => new DenseLayer<V, F>(arena, definition, index))];
        var output = new OutputLayer<V>(arena, definition.Layers[^1]);
        return hidden is [DenseLayer<V, F> first, .. DenseLayer<V, F>[] inner]
            ? new LayerStack<V>(first, inner, output)
            : new LayerStack<V>(new PixelRows<V>(definition.Inputs), [], output);
    }
}

using BatchNorm.Engines.Simd.Convolutional;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Recurrent;
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
        ConvolutionalDefinition convolutional => Convolutional(arena, convolutional),
        RecurrentDefinition recurrent => Recurrent(arena, recurrent),
        _ => throw new ArgumentException($"The Simd engine has no {definition.Architecture} networks.", nameof(definition)),
    };

    private static LayerStack<V> FullyConnected(NativeArena arena, FullyConnectedDefinition definition)
    {
        DenseLayer<V, F>[] hidden =
            [.. Enumerable.Range(0, definition.LayerCount - 1).Select(index => new DenseLayer<V, F>(arena, definition, index))];
        var output = new OutputLayer<V>(arena, definition.Layers[^1]);
        return hidden is [DenseLayer<V, F> first, .. DenseLayer<V, F>[] inner]
            ? new LayerStack<V>(first, inner, output)
            : new LayerStack<V>(new PixelRows<V>(definition.Inputs), [], output);
    }

    private static LayerStack<V> Convolutional(NativeArena arena, ConvolutionalDefinition definition)
    {
        int count = definition.FeatureMaps.Count;
        ConvolutionLayer<V, F>[] convolutions =
            [.. Enumerable.Range(0, count).Select(index => new ConvolutionLayer<V, F>(arena, definition, index))];
        IEnumerable<DenseLayer<V, F>> hidden =
            Enumerable.Range(count, definition.HiddenLayers.Count).Select(index => new DenseLayer<V, F>(arena, definition, index));
        return new LayerStack<V>(
            convolutions[0],
            [.. convolutions[1..], new Flattening<V>(convolutions[^1].Shape.Pooled), .. hidden],
            new OutputLayer<V>(arena, definition.Layers[^1]));
    }

    private static LayerStack<V> Recurrent(NativeArena arena, RecurrentDefinition definition)
    {
        var output = new OutputLayer<V>(arena, new LayerShape(definition.Units, definition.Outputs));
        return new LayerStack<V>(new LstmLayer<V, F>(arena, definition), [], output) { ClipsGradients = true };
    }
}

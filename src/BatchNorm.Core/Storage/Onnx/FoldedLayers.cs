using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Storage.Onnx;

/// <summary>
/// A network's layers with batch normalization folded into the products: for inference, the same network without it. Before the activation it goes
/// into the layer's own product, W' = W factor and b' = (b) factor + shift. After the activation the product is out of its reach, and it goes
/// into the next one: W' = factor W, row by row, and b' = b + shift W. Average pooling in between lets both pass.
/// </summary>
internal static class FoldedLayers
{
    /// <summary>
    /// Folds what can be folded. What cannot keeps its <see cref="LayerParameters.Normalization"/>: after the activation of a convolution below
    /// another, whose zeros around the image no shift reaches.
    /// </summary>
    public static IReadOnlyList<LayerParameters> Of(LayeredParameters parameters)
    {
        LayeredDefinition definition = parameters.Definition;
        if (definition.BatchNorm is not { } settings)
            return parameters.Layers;

        LayerParameters[] layers = [.. parameters.Layers];
        for (int layer = 0; layer < layers.Length - 1; layer++)
        {
            var normalization = LinearNormalization.Of(layers[layer].Normalization!, settings.Epsilon);
            if (settings.Placement == BatchNormPlacement.BeforeActivation)
                layers[layer] = Scaled(layers[layer], normalization);
            else if (!IsConvolution(definition, layer + 1))
                (layers[layer], layers[layer + 1]) = (layers[layer] with { Normalization = null }, Fed(layers[layer + 1], normalization));
        }

        return layers;
    }

    private static bool IsConvolution(LayeredDefinition definition, int layer) =>
        definition is ConvolutionalDefinition convolutional && layer < convolutional.FeatureMaps.Count;

    /// <summary>The layer whose product comes out normalized.</summary>
    private static LayerParameters Scaled(LayerParameters layer, LinearNormalization normalization)
    {
        (double[] factor, double[] shift) = normalization;
        int units = layer.Weight.Columns;
        float[] weight = layer.Weight.Values.ToArray();
        for (int i = 0; i < weight.Length; i++)
            weight[i] = (float)(weight[i] * factor[i % units]);
        return new LayerParameters(
            new Matrix(layer.Weight.Rows, units, weight),
            [.. shift.Select((value, unit) => (float)(((layer.Bias?[unit] ?? 0) * factor[unit]) + value))],
            null);
    }

    /// <summary>The layer that does to its input what the normalization below it did.</summary>
    private static LayerParameters Fed(LayerParameters layer, LinearNormalization normalization)
    {
        (double[] factor, double[] shift) = normalization;
        (int inputs, int units) = (layer.Weight.Rows, layer.Weight.Columns);
        int valuesEach = inputs / factor.Length; // the positions of a feature map; 1 for a unit
        float[] weight = layer.Weight.Values.ToArray();
        double[] bias = [.. layer.Bias!.Select(value => (double)value)];
        for (int input = 0; input < inputs; input++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                ref float value = ref weight[(input * units) + unit];
                bias[unit] += shift[input / valuesEach] * value;
                value = (float)(value * factor[input / valuesEach]);
            }
        }

        return layer with { Weight = new Matrix(inputs, units, weight), Bias = [.. bias.Select(value => (float)value)] };
    }
}

using BatchNorm.Engines.Torch.Convolutional;
using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>Makes the layers of networks out of plain numbers.</summary>
internal static class TorchLayers
{
    /// <summary>All layers of a network, first hidden layer to output layer.</summary>
    public static IEnumerable<TorchLayer> Of(LayeredParameters parameters)
    {
        LayeredDefinition definition = parameters.Definition;
        Func<Tensor, Tensor> activation = TorchActivations.For(definition.Activation);
        var convolutional = definition as ConvolutionalDefinition;
        int convolutions = convolutional?.FeatureMaps.Count ?? 0;
        (int rows, int columns) = (definition.Images.Rows, definition.Images.Columns);
        for (int i = 0; i < parameters.Layers.Count; i++)
        {
            if (i < convolutions)
            {
                yield return new ConvolutionLayer(
                    definition.BatchNorm, activation, parameters.Layers[i], rows, columns, convolutional!.KernelSize);
                rows /= ConvolutionalDefinition.PoolingSize;
                columns /= ConvolutionalDefinition.PoolingSize;
            }
            else
            {
                yield return new TorchLayer(
                    definition.BatchNorm, i < definition.LayerCount - 1 ? activation : null, parameters.Layers[i]);
            }
        }
    }
}

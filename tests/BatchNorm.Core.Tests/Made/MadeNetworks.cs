using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Made;

/// <summary>Small networks for the made digits.</summary>
internal static class MadeNetworks
{
    public const int Inputs = 36;

    public static readonly ImageShape Images = new(6, 6);

    public static FullyConnectedDefinition Define(
        bool batchNorm, Activation activation = Activation.ReLU, params int[] hiddenLayers) =>
        new(Images, hiddenLayers.Length == 0 ? [12, 8] : hiddenLayers, 10, activation, batchNorm ? new BatchNormSettings() : null);

    public static InitialWeights Draw(FullyConnectedDefinition definition, double weightScale = 0.3, int seed = 1) =>
        InitialWeights.Draw(definition.Images, definition.HiddenLayers, definition.Outputs, weightScale, seed);

    public static FullyConnectedParameters Start(FullyConnectedDefinition definition, double weightScale = 0.3, int seed = 1) =>
        FullyConnectedParameters.Initial(definition, Draw(definition, weightScale, seed));

    public static NeuralNet Net(
        bool batchNorm, EngineKind engine = EngineKind.Auto, Activation activation = Activation.ReLU, double weightScale = 0.3, int seed = 1)
    {
        FullyConnectedDefinition definition = Define(batchNorm, activation);
        return new NeuralNet(
            null, Start(definition, weightScale, seed), weightScale, seed, EngineSelection.For(engine, definition));
    }

    /// <summary>A network of any shape.</summary>
    public static NeuralNet Net(ExperimentSettings shape, BatchNormSettings? batchNorm, EngineKind engine = EngineKind.Auto)
    {
        NetworkDefinition definition = NetworkDefinition.Of(BatchNormSettings.Put(batchNorm, shape), Images, 10);
        return new NeuralNet(null, definition.Draw(0.3, seed: 1), 0.3, 1, EngineSelection.For(engine, definition));
    }

    /// <summary>A network of any shape, activation and batch normalization.</summary>
    public static NetworkDefinition Define(this ExperimentSettings shape, ImageShape images, int outputs, Activation activation, BatchNormSettings? batchNorm) =>
        NetworkDefinition.Of(BatchNormSettings.Put(batchNorm, shape with { Activation = activation }), images, outputs);

    /// <summary>All numbers of a network in a row, for comparing.</summary>
    public static IEnumerable<float> AllValues(this NetworkParameters parameters) => parameters.Tensors.SelectMany(tensor => tensor.Values);

    /// <summary>The numbers of a network of layers by layer.</summary>
    public static IReadOnlyList<LayerParameters> Layers(this NetworkParameters parameters) => ((LayeredParameters)parameters).Layers;
}

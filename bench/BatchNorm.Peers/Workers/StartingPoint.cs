using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.Peers.Workers;

/// <summary>What a network of an experiment starts from.</summary>
internal static class StartingPoint
{
    public static NetworkParameters Of(Experiment experiment, bool useBatchNorm, Dataset dataset)
    {
        int inputs = dataset.Training.PixelsPerImage;
        InitialWeights weights = InitialWeights.Draw(
            inputs, experiment.HiddenLayer, ImageSet.Classes, experiment.WeightScale, experiment.Training.Seed);
        var definition = new NetworkDefinition(
            inputs, experiment.HiddenLayer, ImageSet.Classes, experiment.Activation, useBatchNorm ? experiment.BatchNorm : null);
        return NetworkParameters.Initial(definition, weights);
    }
}

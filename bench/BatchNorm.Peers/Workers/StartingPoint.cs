using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.Peers.Workers;

/// <summary>What a network of an experiment starts from.</summary>
internal static class StartingPoint
{
    public static FullyConnectedParameters Of(Experiment experiment, bool useBatchNorm, Dataset dataset) =>
        (FullyConnectedParameters)experiment.Define(dataset, useBatchNorm)
            .Draw(experiment.WeightScale, experiment.Training.Seed);
}

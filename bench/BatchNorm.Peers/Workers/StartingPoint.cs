using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Workers;

/// <summary>What a network of an experiment starts from.</summary>
internal static class StartingPoint
{
    public static FullyConnectedParameters Of(Experiment experiment, bool useBatchNorm, Dataset dataset) =>
        (FullyConnectedParameters)NetworkDefinition.Of(
            useBatchNorm ? experiment : SettingTable.WithoutBatchNorm(experiment), dataset.Images, dataset.Classes)
            .Draw(experiment.WeightScale, experiment.Seed);
}

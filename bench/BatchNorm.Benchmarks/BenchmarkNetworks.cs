using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Benchmarks;

/// <summary>The lesson's networks, at their start.</summary>
internal static class BenchmarkNetworks
{
    public static INetwork Create(EngineKind engine, bool batchNorm, Activation activation, params int[] hiddenLayers)
    {
        var definition = new FullyConnectedDefinition(BenchmarkData.Digits.Images, hiddenLayers, BenchmarkData.Digits.Classes, activation, batchNorm ? new BatchNormSettings() : null);
        return EngineSelection.For(engine, definition).CreateNetwork(definition.Draw(weightScale: 0.05, seed: 1));
    }
}

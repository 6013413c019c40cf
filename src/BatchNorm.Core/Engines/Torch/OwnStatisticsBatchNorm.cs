using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>Batch normalization whose numbers are all ours, so that the population variance is the biased one without further ado.</summary>
internal abstract class OwnStatisticsBatchNorm(BatchNormSettings settings, NormalizationParameters parameters) : TorchBatchNorm(settings)
{
    public sealed override Tensor Gamma { get; } = TorchTensors.Parameter(parameters.Gamma);

    public sealed override Tensor Beta { get; } = TorchTensors.Parameter(parameters.Beta);

    protected Tensor PopulationMean { get; } = TorchTensors.Vector(parameters.PopulationMean);

    protected Tensor PopulationVariance { get; } = TorchTensors.Vector(parameters.PopulationVariance);

    public sealed override IEnumerable<KeptTensor> Kept => [new(Gamma), new(Beta), new(PopulationMean), new(PopulationVariance)];

    public sealed override void Dispose()
    {
        Gamma.Dispose();
        Beta.Dispose();
        PopulationMean.Dispose();
        PopulationVariance.Dispose();
    }

    /// <summary>Moves the population's statistics towards a batch's.</summary>
    protected void MovePopulation(Tensor mean, Tensor variance)
    {
        Move(PopulationMean, mean);
        Move(PopulationVariance, variance);
    }
}

using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>Algorithm 1 written out: the four equations and the running update, nothing of the library's batch normalization.</summary>
internal sealed class EquationsBatchNorm(BatchNormSettings settings, NormalizationParameters parameters)
    : OwnStatisticsBatchNorm(settings, parameters)
{
    protected override Tensor ForInference(Tensor z) => Normalize(z, PopulationMean, PopulationVariance);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        (Tensor mean, Tensor variance) = Moments(z);
        if (updatePopulation)
            MovePopulation(mean, variance);
        return Normalize(z, mean, variance);
    }
}

using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The library's function does the normalization and its gradient; the population statistics are ours.</summary>
internal sealed class FunctionalBatchNorm(BatchNormSettings settings, NormalizationParameters parameters)
    : OwnStatisticsBatchNorm(settings, parameters)
{
    protected override Tensor ForInference(Tensor z) =>
        nn.functional.batch_norm(z, PopulationMean, PopulationVariance, Gamma, Beta, training: false, eps: Epsilon);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        bool isSingle = ValuesPerUnit(z) == 1; // libtorch refuses it: its variance is 0
        (Tensor mean, Tensor variance) = Moments(isSingle ? z : z.detach());
        if (updatePopulation)
            MovePopulation(mean, variance);
        return isSingle
            ? Normalize(z, mean, variance)
            : nn.functional.batch_norm(z, null, null, Gamma, Beta, training: true, eps: Epsilon);
    }
}

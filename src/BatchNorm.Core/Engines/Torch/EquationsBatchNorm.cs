using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>Algorithm 1 written out: the four equations and the running update, nothing of the library's batch normalization.</summary>
internal sealed class EquationsBatchNorm(BatchNormSettings settings, NormalizationParameters parameters) : TorchBatchNorm(settings)
{
    private readonly Tensor _mean = TorchTensors.Vector(parameters.PopulationMean);
    private readonly Tensor _variance = TorchTensors.Vector(parameters.PopulationVariance);

    public override Tensor Gamma { get; } = TorchTensors.Parameter(parameters.Gamma);

    public override Tensor Beta { get; } = TorchTensors.Parameter(parameters.Beta);

    public override NormalizationParameters Read() => new(
        TorchTensors.Values(Gamma), TorchTensors.Values(Beta), TorchTensors.Values(_mean), TorchTensors.Values(_variance));

    public override void Dispose()
    {
        Gamma.Dispose();
        Beta.Dispose();
        _mean.Dispose();
        _variance.Dispose();
    }

    protected override Tensor ForInference(Tensor z) => Normalize(z, _mean, _variance);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        (Tensor mean, Tensor variance) = Moments(z);
        if (updatePopulation)
        {
            Move(_mean, mean);
            Move(_variance, variance);
        }

        return Normalize(z, mean, variance);
    }
}

using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// The library's function does the normalization and its gradient; the population statistics are ours, so that their variance is the
/// biased one without further ado.
/// </summary>
internal sealed class FunctionalBatchNorm(BatchNormSettings settings, NormalizationParameters parameters) : TorchBatchNorm(settings)
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

    protected override Tensor ForInference(Tensor z) =>
        nn.functional.batch_norm(z, _mean, _variance, Gamma, Beta, training: false, eps: Epsilon);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        bool isSingle = ValuesPerUnit(z) == 1; // libtorch refuses it: its variance is 0
        (Tensor mean, Tensor variance) = Moments(isSingle ? z : z.detach());
        if (updatePopulation)
        {
            Move(_mean, mean);
            Move(_variance, variance);
        }

        return isSingle
            ? Normalize(z, mean, variance)
            : nn.functional.batch_norm(z, null, null, Gamma, Beta, training: true, eps: Epsilon);
    }
}

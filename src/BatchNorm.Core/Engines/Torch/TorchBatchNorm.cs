using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>
/// Batch normalization of one layer (Ioffe, Szegedy 2015, Algorithm 1): y = gamma (z - mean) / sqrt(var + epsilon) + beta, with
/// mean and biased variance over the batch, unit by unit.
/// </summary>
/// <remarks>
/// libtorch normalizes with the biased variance b but moves the running variance towards the unbiased one, b m / (m - 1) for a
/// batch of m. The module's population variance is of the biased one. As the running update is linear, libtorch's estimate
/// is exactly m / (m - 1) times ours at every step if it is at the start: so <see cref="_scaledVariance"/> is kept in that
/// scale while training, and brought back wherever it is read.
/// </remarks>
internal sealed class TorchBatchNorm : IDisposable
{
    private readonly double _epsilon;
    private readonly double _decay;
    private readonly Tensor _mean;
    private readonly Tensor _scaledVariance;
    private double _varianceScale = 1;

    public TorchBatchNorm(BatchNormSettings settings, NormalizationParameters parameters)
    {
        _epsilon = settings.Epsilon;
        _decay = settings.Decay;
        Gamma = TorchTensors.Parameter(parameters.Gamma);
        Beta = TorchTensors.Parameter(parameters.Beta);
        _mean = TorchTensors.Vector(parameters.PopulationMean);
        _scaledVariance = TorchTensors.Vector(parameters.PopulationVariance);
    }

    public Tensor Gamma { get; }

    public Tensor Beta { get; }

    /// <summary>Normalizes z, batch x units.</summary>
    public Tensor Forward(Tensor z, Normalization normalization)
    {
        switch (normalization)
        {
            case Normalization.Population:
                return nn.functional.batch_norm(z, _mean, _scaledVariance / _varianceScale, Gamma, Beta, training: false, eps: _epsilon);
            case Normalization.Training when z.shape[0] > 1:
                ScaleVarianceFor(z.shape[0]);
                return nn.functional.batch_norm(
                    z, _mean, _scaledVariance, Gamma, Beta, training: true, momentum: 1 - _decay, eps: _epsilon);
            default:
                return ForwardByEquations(z, updatePopulation: normalization == Normalization.Training);
        }
    }

    public NormalizationParameters Read()
    {
        using Tensor variance = _scaledVariance / _varianceScale;
        return new NormalizationParameters(
            TorchTensors.Values(Gamma), TorchTensors.Values(Beta), TorchTensors.Values(_mean), TorchTensors.Values(variance));
    }

    public void Dispose()
    {
        Gamma.Dispose();
        Beta.Dispose();
        _mean.Dispose();
        _scaledVariance.Dispose();
    }

    /// <summary>Algorithm 1 written out, for batches libtorch refuses: those of one image, whose variance is 0.</summary>
    private Tensor ForwardByEquations(Tensor z, bool updatePopulation)
    {
        Tensor mean = z.mean([0]);
        Tensor centred = z - mean;
        Tensor variance = (centred * centred).mean([0]); // z.var() warns on the console of the one image it is written for
        if (updatePopulation)
        {
            using var _ = no_grad();
            _mean.mul_(_decay).add_(mean, 1 - _decay);
            _scaledVariance.mul_(_decay).add_(variance, (1 - _decay) * _varianceScale);
        }

        return Gamma * centred / (variance + _epsilon).sqrt() + Beta;
    }

    private void ScaleVarianceFor(long batchSize)
    {
        double scale = batchSize / (batchSize - 1.0);
        if (scale != _varianceScale)
        {
            _scaledVariance.mul_(scale / _varianceScale);
            _varianceScale = scale;
        }
    }
}

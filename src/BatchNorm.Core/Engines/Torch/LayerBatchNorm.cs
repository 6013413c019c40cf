using BatchNorm.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The library's own layer, which keeps gamma, beta and the population statistics by itself.</summary>
/// <remarks>
/// libtorch normalizes with the biased variance b but moves the running variance towards the unbiased one, b m / (m - 1) for a
/// batch of m. The module's population variance is of the biased one. As the running update is linear, libtorch's estimate
/// is exactly m / (m - 1) times ours at every step if it is at the start: so the layer's running variance is kept in that scale
/// while training, and brought back wherever it is read.
/// </remarks>
internal sealed class LayerBatchNorm : TorchBatchNorm
{
    private readonly BatchNorm1d _layer;
    private readonly Tensor _mean;
    private readonly Tensor _scaledVariance;
    private double _varianceScale = 1;

    public LayerBatchNorm(BatchNormSettings settings, NormalizationParameters parameters)
        : base(settings)
    {
        _layer = nn.BatchNorm1d(parameters.Gamma.Count, Epsilon, momentum: 1 - Decay);
        Gamma = _layer.weight!;
        Beta = _layer.bias!;
        _mean = _layer.running_mean!;
        _scaledVariance = _layer.running_var!;

        using var _ = no_grad();
        Set(Gamma, parameters.Gamma);
        Set(Beta, parameters.Beta);
        Set(_mean, parameters.PopulationMean);
        Set(_scaledVariance, parameters.PopulationVariance);
    }

    public override Tensor Gamma { get; }

    public override Tensor Beta { get; }

    public override NormalizationParameters Read()
    {
        using Tensor variance = _scaledVariance / _varianceScale;
        return new NormalizationParameters(
            TorchTensors.Values(Gamma), TorchTensors.Values(Beta), TorchTensors.Values(_mean), TorchTensors.Values(variance));
    }

    public override void Dispose() => _layer.Dispose();

    protected override Tensor ForInference(Tensor z) => nn.functional.batch_norm(
        z, _mean, _scaledVariance / _varianceScale, Gamma, Beta, training: false, eps: Epsilon);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        if (!updatePopulation || ValuesPerUnit(z) == 1)
            return Unaided(z, updatePopulation);

        ScaleVarianceFor(ValuesPerUnit(z));
        return _layer.forward(z);
    }

    /// <summary>Without the layer, which refuses a single value, whose variance is 0, and cannot leave its statistics alone.</summary>
    private Tensor Unaided(Tensor z, bool updatePopulation)
    {
        (Tensor mean, Tensor variance) = Moments(z);
        if (updatePopulation)
        {
            Move(_mean, mean);
            Move(_scaledVariance, variance * _varianceScale);
        }

        return Normalize(z, mean, variance);
    }

    private void ScaleVarianceFor(long values)
    {
        double scale = values / (values - 1.0);
        if (scale != _varianceScale)
        {
            _scaledVariance.mul_(scale / _varianceScale);
            _varianceScale = scale;
        }
    }

    private static void Set(Tensor target, IReadOnlyList<float> values)
    {
        using Tensor source = TorchTensors.Vector(values);
        target.copy_(source);
    }
}

using BatchNorm.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>The library's own layer, which keeps gamma, beta and the population statistics by itself.</summary>
/// <remarks>Its running variance is kept in the scale that <see cref="VarianceScale"/> tells of.</remarks>
internal sealed class LayerBatchNorm : TorchBatchNorm
{
    private readonly BatchNorm1d _layer;
    private readonly Tensor _mean;
    private readonly Tensor _scaledVariance;
    private readonly VarianceScale _scale;

    public LayerBatchNorm(BatchNormSettings settings, NormalizationParameters parameters)
        : base(settings)
    {
        _layer = nn.BatchNorm1d(parameters.Gamma.Count, Epsilon, momentum: 1 - Decay);
        Gamma = _layer.weight!;
        Beta = _layer.bias!;
        _mean = _layer.running_mean!;
        _scaledVariance = _layer.running_var!;
        _scale = new VarianceScale([_scaledVariance]);

        using var _ = no_grad();
        Set(Gamma, parameters.Gamma);
        Set(Beta, parameters.Beta);
        Set(_mean, parameters.PopulationMean);
        Set(_scaledVariance, parameters.PopulationVariance);
    }

    public override Tensor Gamma { get; }

    public override Tensor Beta { get; }

    public override IEnumerable<KeptTensor> Kept => [new(Gamma), new(Beta), new(_mean), new([_scaledVariance], _scale)];

    public override void Dispose() => _layer.Dispose();

    protected override Tensor ForInference(Tensor z) => nn.functional.batch_norm(
        z, _mean, _scale.Unscaled(_scaledVariance), Gamma, Beta, training: false, eps: Epsilon);

    protected override Tensor WithBatchStatistics(Tensor z, bool updatePopulation)
    {
        if (!updatePopulation || ValuesPerUnit(z) == 1)
            return Unaided(z, updatePopulation);

        _scale.Follow(ValuesPerUnit(z));
        return _layer.forward(z);
    }

    /// <summary>Without the layer, which refuses a single value, whose variance is 0, and cannot leave its statistics alone.</summary>
    private Tensor Unaided(Tensor z, bool updatePopulation)
    {
        (Tensor mean, Tensor variance) = Moments(z);
        if (updatePopulation)
        {
            Move(_mean, mean);
            Move(_scaledVariance, variance * _scale.Value);
        }

        return Normalize(z, mean, variance);
    }

    private static void Set(Tensor target, IReadOnlyList<float> values)
    {
        using Tensor source = TorchTensors.Vector(values);
        target.copy_(source);
    }
}

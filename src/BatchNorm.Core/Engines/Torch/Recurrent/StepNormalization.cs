using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>
/// Batch normalization of one quantity of a recurrent network: gamma and beta are shared by all steps, mean and variance are each step's
/// own. Steps beyond the last one that was trained use its population statistics (Cooijmans et al. 2016, section 3).
/// </summary>
/// <remarks>
/// The population variances are kept as libtorch moves them, in the scale of the unbiased variance, and brought back where they are read:
/// see <see cref="LayerBatchNorm"/>. Each step has tensors of its own, because a step of training may not write to what the step
/// before it left for its gradient.
/// </remarks>
internal sealed class StepNormalization : IDisposable
{
    private readonly double _epsilon;
    private readonly double _decay;
    private readonly Tensor? _beta;
    private readonly Tensor[] _means;
    private readonly Tensor[] _scaledVariances;
    private double _varianceScale = 1;

    /// <param name="settings">Epsilon and decay.</param>
    /// <param name="gamma">One a unit.</param>
    /// <param name="beta">One a unit, or null where the network has no use for it.</param>
    /// <param name="means">The population mean of each step.</param>
    /// <param name="variances">The biased population variance of each step.</param>
    public StepNormalization(
        BatchNormSettings settings, float[] gamma, float[]? beta, IEnumerable<float[]> means, IEnumerable<float[]> variances)
    {
        _epsilon = settings.Epsilon;
        _decay = settings.PopulationDecay;
        Gamma = TorchTensors.Parameter(gamma);
        _beta = beta is null ? null : TorchTensors.Parameter(beta);
        _means = [.. means.Select(TorchTensors.Vector)];
        _scaledVariances = [.. variances.Select(TorchTensors.Vector)];
    }

    public Tensor Gamma { get; }

    /// <summary>What training moves.</summary>
    public IEnumerable<Tensor> Trainable => _beta is null ? [Gamma] : [Gamma, _beta];

    /// <summary>Normalizes z, batch x units, of a step.</summary>
    /// <param name="z">Batch x units.</param>
    /// <param name="step">Counted from 0; training cannot go beyond the last one that has statistics.</param>
    /// <param name="normalization">With which statistics.</param>
    public Tensor Forward(Tensor z, int step, Normalization normalization)
    {
        switch (normalization)
        {
            case Normalization.Population:
                int known = Math.Min(step, _means.Length - 1);
                return nn.functional.batch_norm(
                    z, _means[known], _scaledVariances[known] / _varianceScale, Gamma, _beta, training: false, eps: _epsilon);
            case Normalization.Training when z.shape[0] > 1:
                ScaleVariancesFor(z.shape[0]);
                return nn.functional.batch_norm(
                    z, _means[step], _scaledVariances[step], Gamma, _beta, training: true, momentum: 1 - _decay, eps: _epsilon);
            case Normalization.Batch when z.shape[0] > 1:
                return nn.functional.batch_norm(z, null, null, Gamma, _beta, training: true, eps: _epsilon);
            default:
                return OfOneImage(z, step, updatePopulation: normalization == Normalization.Training);
        }
    }

    /// <summary>The numbers as they are now, under the names they have among a network's.</summary>
    /// <param name="of">What is normalized.</param>
    public IEnumerable<(string Name, float[] Values)> Read(string of)
    {
        yield return (RecurrentDefinition.Name.Gamma(of), TorchTensors.Values(Gamma));
        if (_beta is not null)
            yield return (RecurrentDefinition.Name.Beta(of), TorchTensors.Values(_beta));
        yield return (RecurrentDefinition.Name.PopulationMean(of), [.. _means.SelectMany(TorchTensors.Values)]);
        yield return (RecurrentDefinition.Name.PopulationVariance(of), [.. _scaledVariances.SelectMany(Unscaled)]);
    }

    public void Dispose()
    {
        Gamma.Dispose();
        _beta?.Dispose();
        foreach (Tensor tensor in _means.Concat(_scaledVariances))
            tensor.Dispose();
    }

    /// <summary>What libtorch refuses: a batch of one image, which is its own mean and has the variance 0.</summary>
    private Tensor OfOneImage(Tensor z, int step, bool updatePopulation)
    {
        if (updatePopulation)
        {
            using var _ = no_grad();
            _means[step].mul_(_decay).add_(z.detach().select(0, 0), 1 - _decay);
            _scaledVariances[step].mul_(_decay);
        }

        Tensor normalized = Gamma * (z - z.mean([0])) / Math.Sqrt(_epsilon);
        return _beta is null ? normalized : normalized + _beta;
    }

    private void ScaleVariancesFor(long batchSize)
    {
        double scale = batchSize / (batchSize - 1.0);
        if (scale == _varianceScale)
            return;
        foreach (Tensor variance in _scaledVariances)
            variance.mul_(scale / _varianceScale);
        _varianceScale = scale;
    }

    private float[] Unscaled(Tensor scaledVariance)
    {
        using Tensor variance = scaledVariance / _varianceScale;
        return TorchTensors.Values(variance);
    }
}

using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>
/// Batch normalization of one quantity of a recurrent network: gamma and beta are shared by all steps, mean and variance are each step's
/// own. Steps beyond the last one that was trained use its population statistics (Cooijmans et al. 2016, section 3).
/// </summary>
/// <remarks>
/// The population variances are kept as libtorch moves them: see <see cref="VarianceScale"/>. Each step has tensors of its own, because a
/// step of training may not write to what the step before it left for its gradient.
/// </remarks>
internal sealed class StepNormalization : IDisposable
{
    private readonly double _epsilon;
    private readonly double _decay;
    private readonly Tensor? _beta;
    private readonly Tensor[] _means;
    private readonly Tensor[] _scaledVariances;
    private readonly VarianceScale _scale;

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
        _scale = new VarianceScale(_scaledVariances);
    }

    public Tensor Gamma { get; }

    /// <summary>What training moves.</summary>
    public IEnumerable<Tensor> Trainable => _beta is null ? [Gamma] : [Gamma, _beta];

    /// <summary>gamma, beta where there is one, the population means and variances of all steps.</summary>
    public IEnumerable<KeptTensor> Kept => [.. Trainable.Select(tensor => new KeptTensor(tensor)), new(_means), new(_scaledVariances, _scale)];

    /// <summary>Normalizes z, batch x units, of a step.</summary>
    /// <param name="z">Batch x units.</param>
    /// <param name="step">Counted from 0; training cannot go beyond the last one that has statistics.</param>
    /// <param name="normalization">With which statistics.</param>
    public Tensor Forward(Tensor z, int step, NormalizationMode normalization)
    {
        switch (normalization)
        {
            case NormalizationMode.Population:
                int known = Math.Min(step, _means.Length - 1);
                return nn.functional.batch_norm(
                    z, _means[known], _scale.Unscaled(_scaledVariances[known]), Gamma, _beta, training: false, eps: _epsilon);
            case NormalizationMode.Training when z.shape[0] > 1:
                _scale.Follow(z.shape[0]);
                return nn.functional.batch_norm(
                    z, _means[step], _scaledVariances[step], Gamma, _beta, training: true, momentum: 1 - _decay, eps: _epsilon);
            case NormalizationMode.Batch when z.shape[0] > 1:
                return nn.functional.batch_norm(z, null, null, Gamma, _beta, training: true, eps: _epsilon);
            default:
                return OfOneImage(z, step, updatePopulation: normalization == NormalizationMode.Training);
        }
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
}

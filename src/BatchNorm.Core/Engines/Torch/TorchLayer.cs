using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>One layer's parameters as tensors: y = xW + bias, or batch normalization of xW.</summary>
internal sealed class TorchLayer : IDisposable
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly TorchBatchNorm? _batchNorm;

    public TorchLayer(BatchNormSettings? settings, LayerParameters parameters)
    {
        _weight = TorchTensors.Parameter(parameters.Weight);
        if (parameters.Normalization is { } normalization)
            _batchNorm = new TorchBatchNorm(settings!, normalization);
        else
            _bias = TorchTensors.Parameter(parameters.Bias!);
    }

    /// <summary>What gradient descent moves.</summary>
    public IEnumerable<Tensor> Trainable => _batchNorm is null
        ? [_weight, _bias!]
        : [_weight, _batchNorm.Gamma, _batchNorm.Beta];

    /// <summary>Everything before the activation.</summary>
    /// <param name="x">Batch x inputs.</param>
    /// <param name="normalization">Without effect in a layer that has none.</param>
    /// <returns>Batch x units.</returns>
    public Tensor Forward(Tensor x, Normalization normalization) => _batchNorm is null
        ? addmm(_bias!, x, _weight, 1, 1)
        : _batchNorm.Forward(x.mm(_weight), normalization);

    public LayerParameters Read() => new(
        new Matrix((int)_weight.shape[0], (int)_weight.shape[1], TorchTensors.Values(_weight)),
        _bias is null ? null : TorchTensors.Values(_bias),
        _batchNorm?.Read());

    public void Dispose()
    {
        _weight.Dispose();
        _bias?.Dispose();
        _batchNorm?.Dispose();
    }
}

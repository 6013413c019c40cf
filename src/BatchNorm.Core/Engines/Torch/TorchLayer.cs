using BatchNorm.Networks;
using BatchNorm.Settings;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>One layer: its parameters as tensors, and what it makes of its input.</summary>
internal class TorchLayer : IDisposable
{
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _normalizesLast;
    private readonly TorchBatchNorm? _batchNorm;

    /// <param name="settings">How it is normalized, if it is.</param>
    /// <param name="activation">Its non-linearity, or null in the output layer.</param>
    /// <param name="parameters">What it starts from.</param>
    public TorchLayer(BatchNormSettings? settings, Func<Tensor, Tensor>? activation, LayerParameters parameters)
    {
        _activation = activation;
        _normalizesLast = settings?.Placement == BatchNormPlacement.AfterActivation;
        Weight = TorchTensors.Parameter(parameters.Weight);
        Bias = parameters.Bias is null ? null : TorchTensors.Parameter(parameters.Bias);
        _batchNorm = parameters.Normalization is null ? null : TorchBatchNorm.Create(settings!, parameters.Normalization);
    }

    /// <summary>What gradient descent moves.</summary>
    public IEnumerable<Tensor> Trainable
    {
        get
        {
            yield return Weight;
            if (Bias is not null)
                yield return Bias;
            if (_batchNorm is not null)
            {
                yield return _batchNorm.Gamma;
                yield return _batchNorm.Beta;
            }
        }
    }

    /// <summary>All its numbers, in the order of a network's tensors.</summary>
    public IEnumerable<KeptTensor> Kept =>
        [new(Weight), .. Bias is null ? Array.Empty<KeptTensor>() : [new(Bias)], .. _batchNorm?.Kept ?? []];

    /// <summary>W, inputs x units.</summary>
    protected Tensor Weight { get; }

    /// <summary>One a unit, or null in a layer that has none.</summary>
    protected Tensor? Bias { get; }

    /// <summary>activation(BN(xW)), BN(activation(xW + bias)), activation(xW + bias), or xW + bias in the output layer.</summary>
    /// <param name="x">Batch x inputs.</param>
    /// <param name="normalization">Without effect in a layer that has none.</param>
    /// <returns>Batch x units.</returns>
    public Tensor Forward(Tensor x, NormalizationMode normalization) => Forward(x, normalization, out _);

    /// <inheritdoc cref="Forward(Tensor, NormalizationMode)"/>
    /// <param name="x">Batch x inputs.</param>
    /// <param name="normalization">Without effect in a layer that has none.</param>
    /// <param name="activationInput">Batch x units, and in a convolution x positions: what the activation receives.</param>
    public virtual Tensor Forward(Tensor x, NormalizationMode normalization, out Tensor activationInput)
    {
        Tensor z = Product(x);
        activationInput = _normalizesLast ? z : Normalize(z, normalization);
        return _normalizesLast ? Normalize(Activate(z), normalization) : Activate(activationInput);
    }

    public void Dispose()
    {
        Weight.Dispose();
        Bias?.Dispose();
        _batchNorm?.Dispose();
    }

    /// <summary>xW, and the bias where there is one.</summary>
    protected virtual Tensor Product(Tensor x) => Bias is null ? x.mm(Weight) : addmm(Bias, x, Weight, 1, 1);

    private Tensor Activate(Tensor z) => _activation is null ? z : _activation(z);

    private Tensor Normalize(Tensor z, NormalizationMode normalization) => _batchNorm is null ? z : _batchNorm.Forward(z, normalization);
}

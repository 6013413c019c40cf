using BatchNorm.Networks;
using static TorchSharp.torch;
using Name = BatchNorm.Networks.RecurrentDefinition.Name;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>One step of an LSTM, with or without batch normalization: <see cref="RecurrentDefinition"/> has the formulas.</summary>
internal sealed class LstmCell : IDisposable
{
    private readonly int _units;
    private readonly Func<Tensor, Tensor> _activation;
    private readonly Tensor _inputWeight;
    private readonly Tensor _hiddenWeight;
    private readonly Tensor _bias;
    private readonly StepNormalization? _ofInput;
    private readonly StepNormalization? _ofHidden;
    private readonly StepNormalization? _ofCell;

    public LstmCell(RecurrentParameters parameters)
    {
        RecurrentDefinition definition = parameters.Definition;
        _units = definition.Units;
        _activation = TorchActivations.For(definition.Activation);
        _inputWeight = TorchTensors.Parameter(parameters[Name.InputWeight]);
        _hiddenWeight = TorchTensors.Parameter(parameters[Name.HiddenWeight]);
        _bias = TorchTensors.Parameter(parameters[Name.Bias]);
        if (definition.BatchNorm is { } settings)
        {
            _ofInput = Normalize(parameters, settings, Name.Input, hasBeta: false);
            _ofHidden = Normalize(parameters, settings, Name.Hidden, hasBeta: false);
            _ofCell = Normalize(parameters, settings, Name.Cell, hasBeta: true);
        }
    }

    /// <summary>What training moves.</summary>
    public IEnumerable<Tensor> Trainable =>
        [_inputWeight, _hiddenWeight, _bias, .. _ofInput?.Trainable ?? [], .. _ofHidden?.Trainable ?? [], .. _ofCell?.Trainable ?? []];

    /// <summary>Takes a step.</summary>
    /// <param name="x">What it reads, batch x pixels a step.</param>
    /// <param name="hidden">h of the step before, batch x units.</param>
    /// <param name="cell">c of the step before, batch x units.</param>
    /// <param name="step">Counted from 0.</param>
    /// <param name="normalization">Without effect where there is none.</param>
    /// <returns>h and c, batch x units.</returns>
    public (Tensor Hidden, Tensor Cell) Forward(Tensor x, Tensor hidden, Tensor cell, int step, NormalizationMode normalization)
    {
        Tensor sums = _ofInput is null || _ofHidden is null
            ? addmm(addmm(_bias, x, _inputWeight, 1, 1), hidden, _hiddenWeight, 1, 1)
            : _ofHidden.Forward(hidden.mm(_hiddenWeight), step, normalization)
                + _ofInput.Forward(x.mm(_inputWeight), step, normalization) + _bias;

        const int SigmoidGates = RecurrentDefinition.Gates - 1;
        Tensor gates = sums.narrow(1, 0, SigmoidGates * _units).sigmoid();
        Tensor forget = gates.narrow(1, 0, _units), input = gates.narrow(1, _units, _units), output = gates.narrow(1, 2 * _units, _units);
        Tensor candidate = _activation(sums.narrow(1, SigmoidGates * _units, _units));

        Tensor next = forget * cell + input * candidate;
        Tensor shown = _ofCell is null ? next : _ofCell.Forward(next, step, normalization);
        return (output * _activation(shown), next);
    }

    /// <summary>All its numbers, in the order of the network's tensors.</summary>
    public IEnumerable<KeptTensor> Kept =>
    [
        new(_inputWeight), new(_hiddenWeight), new(_bias), .. _ofInput?.Kept ?? [], .. _ofHidden?.Kept ?? [], .. _ofCell?.Kept ?? [],
    ];

    public void Dispose()
    {
        _inputWeight.Dispose();
        _hiddenWeight.Dispose();
        _bias.Dispose();
        _ofInput?.Dispose();
        _ofHidden?.Dispose();
        _ofCell?.Dispose();
    }

    private static StepNormalization Normalize(RecurrentParameters parameters, BatchNormSettings settings, string of, bool hasBeta) => new(
        settings,
        parameters[Name.Gamma(of)].Values,
        hasBeta ? parameters[Name.Beta(of)].Values : null,
        Steps(parameters[Name.PopulationMean(of)]),
        Steps(parameters[Name.PopulationVariance(of)]));

    /// <summary>The rows of a tensor, one a step.</summary>
    private static IEnumerable<float[]> Steps(NamedTensor tensor) => tensor.Values.Chunk(tensor.Shape[1]);
}

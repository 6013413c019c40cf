using System.Runtime.InteropServices;
using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Randomness;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch.Recurrent;

/// <summary>An LSTM in libtorch's memory: <see cref="RecurrentDefinition"/> has the formulas.</summary>
internal sealed class RecurrentNetwork : TorchModel
{
    private readonly Tensor _pixelOrder;
    private readonly HiddenStateNoise _noise;
    private readonly LstmCell _cell;
    private readonly Tensor _outputWeight;
    private readonly Tensor _outputBias;

    public RecurrentNetwork(RecurrentParameters parameters)
    {
        Definition = parameters.Definition;
        _pixelOrder = tensor([.. Definition.PixelOrder().Select(pixel => (long)pixel)]);
        _noise = new HiddenStateNoise(Definition.InitialStateNoise);
        _cell = new LstmCell(parameters);
        _outputWeight = TorchTensors.Parameter(parameters[RecurrentDefinition.Name.OutputWeight]);
        _outputBias = TorchTensors.Parameter(parameters[RecurrentDefinition.Name.OutputBias]);
        Learn([.. _cell.Trainable, _outputWeight, _outputBias]);
    }

    /// <inheritdoc/>
    public override RecurrentDefinition Definition { get; }

    /// <inheritdoc/>
    public override void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit) => throw TraceArguments.NoLayers();

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _cell.Dispose();
        _pixelOrder.Dispose();
        _outputWeight.Dispose();
        _outputBias.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeptTensor> Kept => [.. _cell.Kept, new(_outputWeight), new(_outputBias)];

    /// <inheritdoc/>
    protected override RandomSource? Noise => _noise.Training;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, NormalizationMode normalization)
    {
        Tensor ordered = Definition.Permuted ? x.index_select(1, _pixelOrder) : x;
        Tensor steps = ordered.view(-1, Definition.Steps, Definition.StepInputs);
        Tensor hidden = FirstStates(x, isTraining: normalization == NormalizationMode.Training);
        Tensor cell = zeros_like(hidden);
        for (int step = 0; step < Definition.Steps; step++)
        {
            (Tensor nextHidden, Tensor nextCell) = Step(steps, step, hidden, cell, normalization);

            // autograd keeps what a gradient needs; in inference, a thousand images' states are given back at once
            hidden.Dispose();
            cell.Dispose();
            (hidden, cell) = (nextHidden, nextCell);
        }

        return addmm(_outputBias, hidden, _outputWeight, 1, 1);
    }

    /// <inheritdoc/>
    protected override void Limit(IList<Tensor> gradients)
    {
        double factor = GradientClipping.Factor(gradients.Sum(SquareSum));
        if (factor == 1)
            return;
        foreach (Tensor gradient in gradients)
            gradient.mul_(factor);
    }

    private static double SquareSum(Tensor gradient)
    {
        using Tensor inOrder = gradient.contiguous();
        double sum = GradientClipping.SquareSum(MemoryMarshal.Cast<byte, float>(inOrder.bytes));
        GC.KeepAlive(inOrder);
        return sum;
    }

    /// <summary>h_0 of a batch: batch x units.</summary>
    private Tensor FirstStates(Tensor images, bool isTraining)
    {
        Tensor states = zeros([images.shape[0], Definition.Units], ScalarType.Float32);
        Span<float> values = MemoryMarshal.Cast<byte, float>(states.bytes);
        ReadOnlySpan<float> pixels = MemoryMarshal.Cast<byte, float>(images.bytes);
        RandomSource? source = _noise.ForInference();
        for (int image = 0; image * Definition.Units < values.Length; image++)
        {
            Span<float> state = values.Slice(image * Definition.Units, Definition.Units);
            if (isTraining)
                _noise.Next(state);
            else
                _noise.OfImage(pixels.Slice(image * Definition.Inputs, Definition.Inputs), source, state);
        }

        return states;
    }

    private (Tensor Hidden, Tensor Cell) Step(Tensor steps, int step, Tensor hidden, Tensor cell, NormalizationMode normalization)
    {
        using var scope = NewDisposeScope();
        (hidden, cell) = _cell.Forward(steps.select(1, step), hidden, cell, step, normalization);
        return (hidden.MoveToOuterDisposeScope(), cell.MoveToOuterDisposeScope());
    }
}

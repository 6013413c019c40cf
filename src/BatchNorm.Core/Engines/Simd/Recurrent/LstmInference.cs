using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Randomness;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>An LSTM in an inference: two states that are read and written in turn, and one cell.</summary>
internal abstract unsafe class LstmInference<V, F> : IFirstInferenceStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly LstmLayer<V, F> _layer;
    private readonly RandomSource? _noise;
    private readonly NativeMatrix _even, _odd;
    private readonly StripBlocks<V> _cell;
    private readonly NativeMatrix _products;

    /// <summary>Makes room.</summary>
    protected LstmInference(Workspace<V> workspace, LstmLayer<V, F> layer)
    {
        _layer = layer;
        Strips = new GateStrips(layer.Definition.Units);
        _noise = layer.FirstStates.ForInference();
        NativeArena arena = workspace.Arena;
        int capacity = workspace.Capacity;
        Images = new LitPixels(arena, layer.Definition, capacity);
        Weights = new LstmWeights<V>(arena, Strips, layer.Definition.StepInputs);
        _even = Strips.AllocateUnits(arena, capacity);
        _odd = Strips.AllocateUnits(arena, capacity);
        _cell = StripBlocks<V>.OfUnits(arena, Strips, 1, capacity);
        _products = GateStrips.AllocateStrip(arena, capacity);
    }

    /// <summary>How the gates are arranged.</summary>
    protected GateStrips Strips { get; }

    /// <summary>What the steps read.</summary>
    protected LitPixels Images { get; }

    /// <summary>The weights as they are.</summary>
    protected LstmWeights<V> Weights { get; }

    /// <inheritdoc/>
    public NativeMatrix Infer(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces)
    {
        NativeMatrix states = _even.Slice(0, count), next = _odd.Slice(0, count);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> image = Images.Load(row, images, start + row);
            _layer.FirstStates.OfImage(image, _noise, new Span<float>(states.Row(row), Strips.Units));
        }

        _cell.Clear(0, count);
        Weights.Copy(_layer.Parameters);
        CopyNormalization(_layer.Parameters);
        for (int step = 0; step < _layer.Definition.Steps; step++)
        {
            BeginStep(step, statistics);
            foreach (GateStrip strip in Strips.All)
            {
                NativeMatrix z = strip.In(_products, count);
                Weights.Multiply(states, strip, z);
                Forward(step, strip, statistics, z, _cell.At(0, strip, count), strip.UnitsOf(next));
            }

            (states, next) = (next, states);
        }

        return states;
    }

    /// <summary>Copies what batch normalization has learned, where there is any, as it is now.</summary>
    protected abstract void CopyNormalization(LstmParameters parameters);

    /// <summary>Prepares what the strips of a step have in common.</summary>
    protected abstract void BeginStep(int step, StatisticsSource statistics);

    /// <summary>A step of a strip of units from h W_h on.</summary>
    /// <param name="step">Counted from 0.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="statistics">What batch normalization normalizes with.</param>
    /// <param name="z">images x the strip's gates: h W_h; overwritten.</param>
    /// <param name="cell">images x the strip's units: the cell, which is moved on.</param>
    /// <param name="hidden">images x the strip's units: receives the hidden state.</param>
    protected abstract void Forward(
        int step, GateStrip strip, StatisticsSource statistics, NativeMatrix z, NativeMatrix cell, NativeMatrix hidden);
}

using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// An LSTM in the steps of a training: forth through the images step by step, and back. Of every step is kept the hidden state it began with, the
/// product that its gates come from, and its cell; what takes less time to compute again than to fetch is not. The hidden states of one step
/// lie behind those of the step before it, so that the weights' gradients of a few steps are one product.
/// </summary>
/// <remarks>
/// That is 6 units x 4 bytes an image and step, and what rounding up adds: 100 units that read 100 images pixel by pixel take 207 MB with batch
/// normalization, whose statistics are the least of it.
/// </remarks>
internal abstract unsafe class LstmTraining<V, F> : IFirstTrainingStage
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <summary>Rows of a product for the weights' gradients: as many as stay in the second-level cache.</summary>
    private const int GradientRows = 128;

    private readonly LstmLayer<V, F> _layer;
    private readonly NativeMatrix _states;
    private readonly StripBlocks<V> _products;
    private readonly StripBlocks<V> _cells;
    private readonly StripBlocks<V> _dCell;
    private readonly NativeMatrix _dz;
    private readonly NativeMatrix _dHidden;
    private readonly TransposedWeights<V> _transposed;
    private readonly NativeMatrix _hiddenWeightGradient;
    private readonly Workspace<V> _workspace;
    private int _size;

    /// <summary>Makes room.</summary>
    protected LstmTraining(Workspace<V> workspace, LstmLayer<V, F> layer)
    {
        _layer = layer;
        _workspace = workspace;
        int capacity = workspace.Capacity, steps = layer.Definition.Steps, inputs = layer.Definition.StepInputs;
        NativeArena arena = workspace.Arena;
        Strips = new GateStrips(layer.Definition.Units);
        Images = new LitPixels(arena, layer.Definition, capacity);
        ByPixel = new LitImages(arena, layer.Definition, capacity);
        Weights = new LstmWeights<V>(arena, Strips, inputs);
        InputWeightGradient = Strips.AllocateGates(arena, inputs);
        BiasGradient = Strips.AllocateGates(arena, 1);
        _states = Strips.AllocateUnits(arena, checked(((steps + 1) * capacity) + DenseProduct<V>.TileRows));
        _products = StripBlocks<V>.OfGates(arena, Strips, steps, capacity);
        _cells = StripBlocks<V>.OfUnits(arena, Strips, steps + 1, capacity);
        _dCell = StripBlocks<V>.OfUnits(arena, Strips, 1, capacity);
        _dz = Strips.AllocateGates(arena, Math.Max(GradientRows, capacity) + DenseProduct<V>.TileRows);
        _dHidden = Strips.AllocateUnits(arena, capacity);
        _transposed = new TransposedWeights<V>(arena, Strips);
        _hiddenWeightGradient = Strips.AllocateGates(arena, Strips.Units);
    }

    /// <summary>How the gates are arranged.</summary>
    protected GateStrips Strips { get; }

    /// <summary>What the steps read.</summary>
    protected LitPixels Images { get; }

    /// <summary>The same, pixel by pixel, for the way back.</summary>
    protected LitImages ByPixel { get; }

    /// <summary>The weights as they were when the way forth began.</summary>
    protected LstmWeights<V> Weights { get; }

    /// <summary>The gradient of W_x, as arranged.</summary>
    protected NativeMatrix InputWeightGradient { get; }

    /// <summary>The gradient of b, as arranged.</summary>
    protected NativeMatrix BiasGradient { get; }

    /// <inheritdoc/>
    public NativeMatrix Forward(MiniBatch batch)
    {
        _size = batch.Size;
        for (int row = 0; row < _size; row++)
        {
            Images.Load(row, batch.Images, batch.Indices[row]);
            _layer.FirstStates.Next(new Span<float>(_states.Row(row), Strips.Units));
        }

        ByPixel.Sort(Images, _size);
        _cells.Clear(0, _size);
        Weights.Copy(_layer.Parameters);
        _transposed.Pack(Weights.Hidden);
        CopyNormalization(_layer.Parameters);
        for (int step = 0; step < _layer.Definition.Steps; step++)
        {
            foreach (GateStrip strip in Strips.All)
            {
                NativeMatrix z = _products.At(step, strip, _size);
                Weights.Multiply(States(step), strip, z);
                Forward(step, strip, z, _cells.At(step, strip, _size), _cells.At(step + 1, strip, _size), strip.UnitsOf(States(step + 1)));
            }
        }

        MovePopulation();
        return States(_layer.Definition.Steps);
    }

    /// <inheritdoc/>
    public void Backward(NativeMatrix gradient, Descent descent)
    {
        InputWeightGradient.Clear();
        _hiddenWeightGradient.Clear();
        BiasGradient.Clear();
        ClearNormalizationGradients();
        NativeMatrix dHidden = _dHidden.Slice(0, _size);
        dHidden.Clear();
        _dCell.Clear(0, _size);
        for (int row = 0; row < _size; row++)
            new ReadOnlySpan<float>(gradient.Row(row), Strips.Units).CopyTo(new Span<float>(dHidden.Row(row), Strips.Units));

        int steps = _layer.Definition.Steps, group = Math.Max(1, GradientRows / _size);
        for (int step = steps - 1; step >= 0; step--)
        {
            int offset = step % group; // among the steps whose gradients are one product
            NativeMatrix dz = _dz.Slice(offset * _size, _size);
            foreach (GateStrip strip in Strips.All)
            {
                Backward(
                    step, strip, _products.At(step, strip, _size), _cells.At(step, strip, _size), _cells.At(step + 1, strip, _size),
                    strip.UnitsOf(dHidden), _dCell.At(0, strip, _size), strip.GatesOf(dz));
            }

            if (step > 0)
                _transposed.Multiply(dz, dHidden);
            if (offset == 0)
            {
                int rows = Math.Min(group, steps - step) * _size;
                DenseProduct<V>.AddTransposedProduct(
                    1, _states.Slice(step * _size, rows), _dz.Slice(0, rows), _hiddenWeightGradient, _workspace.Panel);
            }
        }

        LstmParameters moved = _layer.Moved(descent);
        Descend(moved.InputWeight, descent.Rate, InputWeightGradient);
        Descend(moved.HiddenWeight, descent.Rate, _hiddenWeightGradient);
        Descend(moved.Bias, descent.Rate, BiasGradient);
        DescendNormalization(moved, descent.Rate);
    }

    /// <summary>Copies what batch normalization has learned, where there is any, as it is now.</summary>
    protected abstract void CopyNormalization(LstmParameters parameters);

    /// <summary>The way forth of a step from h W_h on, for a strip of units.</summary>
    /// <param name="step">Counted from 0.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="z">images x the strip's gates: h W_h; may be changed, and is kept for the way back.</param>
    /// <param name="before">images x the strip's units: the cell of the step before.</param>
    /// <param name="cell">images x the strip's units: receives the cell.</param>
    /// <param name="hidden">images x the strip's units: receives the hidden state.</param>
    protected abstract void Forward(int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix hidden);

    /// <summary>Moves the population statistics, where there are any, after the way forth.</summary>
    protected abstract void MovePopulation();

    /// <summary>Sets the gradients of what batch normalization learns, where there is any, to 0.</summary>
    protected abstract void ClearNormalizationGradients();

    /// <summary>The way back of a step to h W_h, for a strip of units; adds to the gradients on its way.</summary>
    /// <param name="step">Counted from 0.</param>
    /// <param name="strip">The strip.</param>
    /// <param name="z">images x the strip's gates: what the way forth kept.</param>
    /// <param name="before">images x the strip's units: the cell of the step before.</param>
    /// <param name="cell">images x the strip's units: the cell.</param>
    /// <param name="dHidden">images x the strip's units: the gradient of the hidden state; overwritten.</param>
    /// <param name="dCell">images x the strip's units: the gradient of the cell from the step after; becomes that of the cell before.</param>
    /// <param name="dz">images x the strip's gates: receives the gradient of h W_h.</param>
    protected abstract void Backward(
        int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix dHidden, NativeMatrix dCell, NativeMatrix dz);

    /// <summary>Moves what batch normalization learns, where there is any: m -= rate g.</summary>
    protected abstract void DescendNormalization(LstmParameters moved, float rate);

    /// <summary>m -= rate g for gates, row by row.</summary>
    protected void Descend(NativeMatrix moved, float rate, NativeMatrix gradient)
    {
        for (int row = 0; row < moved.Rows; row++)
            Strips.MixUngrouped(1, moved.Row(row), -rate, gradient.Row(row));
    }

    /// <summary>The hidden states that a step begins with, images x units.</summary>
    private NativeMatrix States(int step) => _states.Slice(step * _size, _size);
}

using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>
/// An LSTM with batch normalization in the steps of a training. h W_h is kept for the way back; x W_x, a fraction of it, is computed again.
/// </summary>
internal sealed unsafe class NormalizedTraining<V, F> : LstmTraining<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly LstmNormalization<V, F> _normalization;
    private readonly int _steps;
    private readonly NativeMatrix _gates, _dzInput;
    private readonly NativeMatrix _inputGammaGradient, _hiddenGammaGradient;
    private readonly NativeMatrix _cellGammaGradient, _cellBetaGradient;

    /// <summary>Makes room.</summary>
    public NormalizedTraining(Workspace<V> workspace, LstmLayer<V, F> layer)
        : base(workspace, layer)
    {
        NativeArena arena = workspace.Arena;
        _steps = layer.Definition.Steps;
        _normalization = new LstmNormalization<V, F>(arena, Strips, Weights, layer.Population!, slots: _steps, workspace.Capacity);
        _gates = GateStrips.AllocateStrip(arena, workspace.Capacity);
        _dzInput = GateStrips.AllocateStrip(arena, workspace.Capacity);
        _inputGammaGradient = Strips.AllocateGates(arena, 1);
        _hiddenGammaGradient = Strips.AllocateGates(arena, 1);
        _cellGammaGradient = Strips.AllocateUnits(arena, 1);
        _cellBetaGradient = Strips.AllocateUnits(arena, 1);
    }

    /// <inheritdoc/>
    protected override void CopyNormalization(LstmParameters parameters) => _normalization.Copy(parameters.Normalization!);

    /// <inheritdoc/>
    protected override void Forward(int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix hidden) =>
        _normalization.Forward(Images, step, slot: step, strip, usesBatch: true, z, before, cell, hidden);

    /// <inheritdoc/>
    protected override void MovePopulation()
    {
        for (int step = 0; step < _steps; step++)
            _normalization.MovePopulation(step, slot: step);
    }

    /// <inheritdoc/>
    protected override void ClearNormalizationGradients()
    {
        _inputGammaGradient.Clear();
        _hiddenGammaGradient.Clear();
        _cellGammaGradient.Clear();
        _cellBetaGradient.Clear();
    }

    /// <inheritdoc/>
    protected override void Backward(
        int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix dHidden, NativeMatrix dCell, NativeMatrix dz)
    {
        NativeMatrix fromInput = _normalization.FromInput(Images, step, strip, z.Rows);
        NativeMatrix gates = strip.In(_gates, z.Rows), dzInput = strip.In(_dzInput, z.Rows);
        GateNormalizers normalizers = _normalization.GatesAt(step, strip);
        _normalization.Rescale(step, strip);
        NormalizedLstmStrip<V, F>.Gates(z, fromInput, normalizers, gates);
        NormalizedLstmStrip<V, F>.Backward(
            gates, before, cell, _normalization.CellAt(step, strip), _normalization.Beta(strip), dHidden, dCell, dz,
            _cellGammaGradient.Values + strip.Unit, _cellBetaGradient.Values + strip.Unit);

        var gradients = new GateNormalizers.Gradients(
            BiasGradient.Values + strip.Column, _hiddenGammaGradient.Values + strip.Column, _inputGammaGradient.Values + strip.Column);
        GateGradient<V>.Backward(dz, z, fromInput, dzInput, normalizers, gradients);
        LitProduct<V>.AddTransposed(ByPixel, step, dzInput, strip.GatesOf(InputWeightGradient));
    }

    /// <inheritdoc/>
    protected override void DescendNormalization(LstmParameters moved, float rate)
    {
        LstmParameters.NormalizationParameters normalization = moved.Normalization!;
        Descend(normalization.InputGamma, rate, _inputGammaGradient);
        Descend(normalization.HiddenGamma, rate, _hiddenGammaGradient);
        GateStrips.Mix(1, normalization.CellGamma.Values, -rate, _cellGammaGradient.Values, Strips.Units);
        GateStrips.Mix(1, normalization.CellBeta.Values, -rate, _cellBetaGradient.Values, Strips.Units);
    }
}

using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>An LSTM without batch normalization in the steps of a training.</summary>
internal sealed unsafe class PlainTraining<V, F>(Workspace<V> workspace, LstmLayer<V, F> layer) : LstmTraining<V, F>(workspace, layer)
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <inheritdoc/>
    protected override void Forward(int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix hidden)
    {
        LitProduct<V>.Add(Images, step, strip.GatesOf(Weights.Input), z);
        LstmStrip<V, F>.Gates(z, Weights.Bias.Values + strip.Column);
        LstmStrip<V, F>.Cell(z, before, cell);
        LstmStrip<V, F>.Hidden(z, cell, hidden);
    }

    /// <inheritdoc/>
    protected override void Backward(
        int step, GateStrip strip, NativeMatrix z, NativeMatrix before, NativeMatrix cell, NativeMatrix dHidden, NativeMatrix dCell, NativeMatrix dz)
    {
        LstmStrip<V, F>.Backward(z, before, cell, dHidden, dCell, dz, BiasGradient.Values + strip.Column);
        LitProduct<V>.AddTransposed(ByPixel, step, dz, strip.GatesOf(InputWeightGradient));
    }

    /// <inheritdoc/>
    protected override void CopyNormalization(LstmParameters parameters)
    {
    }

    /// <inheritdoc/>
    protected override void MovePopulation()
    {
    }

    /// <inheritdoc/>
    protected override void ClearNormalizationGradients()
    {
    }

    /// <inheritdoc/>
    protected override void DescendNormalization(LstmParameters moved, float rate)
    {
    }
}

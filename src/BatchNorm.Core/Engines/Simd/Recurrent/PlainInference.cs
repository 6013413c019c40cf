using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>An LSTM without batch normalization in an inference.</summary>
internal sealed unsafe class PlainInference<V, F>(Workspace<V> workspace, LstmLayer<V, F> layer) : LstmInference<V, F>(workspace, layer)
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    /// <inheritdoc/>
    protected override void Forward(int step, GateStrip strip, StatisticsSource statistics, NativeMatrix z, NativeMatrix cell, NativeMatrix hidden)
    {
        LitProduct<V>.Add(Images, step, strip.GatesOf(Weights.Input), z);
        LstmStrip<V, F>.Gates(z, Weights.Bias.Values + strip.Column);
        LstmStrip<V, F>.Cell(z, cell, cell);
        LstmStrip<V, F>.Hidden(z, cell, hidden);
    }

    /// <inheritdoc/>
    protected override void CopyNormalization(LstmParameters parameters)
    {
    }

    /// <inheritdoc/>
    protected override void BeginStep(int step, StatisticsSource statistics)
    {
    }
}

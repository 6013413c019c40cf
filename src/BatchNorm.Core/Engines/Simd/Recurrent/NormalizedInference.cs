using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd.Recurrent;

/// <summary>An LSTM with batch normalization in an inference.</summary>
internal sealed class NormalizedInference<V, F> : LstmInference<V, F>
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly LstmNormalization<V, F> _normalization;

    /// <summary>Makes room.</summary>
    public NormalizedInference(Workspace<V> workspace, LstmLayer<V, F> layer)
        : base(workspace, layer) =>
        _normalization = new LstmNormalization<V, F>(workspace.Arena, Strips, Weights, layer.Population!, slots: 1, workspace.Capacity);

    /// <inheritdoc/>
    protected override void CopyNormalization(LstmParameters parameters) => _normalization.Copy(parameters.Normalization!);

    /// <inheritdoc/>
    protected override void BeginStep(int step, StatisticsSource statistics)
    {
        if (statistics == StatisticsSource.Population)
            _normalization.UsePopulation(step, slot: 0);
    }

    /// <inheritdoc/>
    protected override void Forward(int step, GateStrip strip, StatisticsSource statistics, NativeMatrix z, NativeMatrix cell, NativeMatrix hidden) =>
        _normalization.Forward(Images, step, slot: 0, strip, usesBatch: statistics == StatisticsSource.Batch, z, cell, cell, hidden);
}

using BatchNorm.Data;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

/// <summary>What the steps of a training need beside the parameters: made once for a batch size, and used by every step.</summary>
internal sealed class TrainingPass<V> : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly Workspace<V> _workspace;
    private readonly IFirstTrainingStage _first;
    private readonly ITrainingStage[] _inner;
    private readonly OutputTraining<V> _output;
    private readonly byte[] _labels;

    /// <summary>Makes room for batches of up to <paramref name="capacity"/> images.</summary>
    public TrainingPass(LayerStack<V> layers, int capacity)
    {
        _workspace = new Workspace<V>(capacity);
        try
        {
            _first = layers.First.StartTraining(_workspace);
            _inner = [.. layers.Inner.Select(layer => layer.StartTraining(_workspace))];
            _output = new OutputTraining<V>(_workspace, layers.Output);
            _labels = new byte[capacity];
        }
        catch
        {
            _workspace.Dispose(); // not when the collector gets to it: there may be no memory left
            throw;
        }
    }

    /// <summary>The most images a batch may have.</summary>
    public int Capacity => _workspace.Capacity;

    /// <summary>Forth to the loss and back, from layer to layer; each descends when its gradient has been passed on.</summary>
    public void Step(MiniBatch batch, Descent descent)
    {
        NativeMatrix values = _first.Forward(batch);
        foreach (ITrainingStage stage in _inner)
            values = stage.Forward(values);

        NativeMatrix gradient = _output.Step(values, Labels(batch), descent);
        for (int i = _inner.Length - 1; i >= 0; i--)
            gradient = _inner[i].Backward(gradient, descent);
        _first.Backward(gradient, descent);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private ReadOnlySpan<byte> Labels(MiniBatch batch)
    {
        ReadOnlySpan<byte> all = batch.Images.Labels;
        for (int i = 0; i < batch.Size; i++)
            _labels[i] = all[batch.Indices[i]];
        return _labels.AsSpan(0, batch.Size);
    }
}

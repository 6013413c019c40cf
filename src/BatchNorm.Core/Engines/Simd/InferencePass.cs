using BatchNorm.Data;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;

namespace BatchNorm.Engines.Simd;

/// <summary>What an inference needs beside the parameters.</summary>
internal sealed class InferencePass<V> : IDisposable
    where V : struct, IFloatVector<V>
{
    private readonly Workspace<V> _workspace;
    private readonly IFirstInferenceStage _first;
    private readonly IInferenceStage[] _inner;
    private readonly OutputInference<V> _output;

    /// <summary>Makes room for up to <paramref name="capacity"/> images at a time.</summary>
    public InferencePass(LayerStack<V> layers, int capacity)
    {
        _workspace = new Workspace<V>(capacity);
        try
        {
            _first = layers.First.StartInference(_workspace);
            _inner = [.. layers.Inner.Select(layer => layer.StartInference(_workspace))];
            _output = new OutputInference<V>(_workspace, layers.Output);
        }
        catch
        {
            _workspace.Dispose(); // not when the collector gets to it: there may be no memory left
            throw;
        }
    }

    /// <summary>Writes the logits of consecutive images, taken together as one batch.</summary>
    public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits) =>
        _output.Infer(InferHidden(images, start, count, statistics, null), logits);

    /// <summary>Shows what the activation functions receive in these images, taken together as one batch.</summary>
    public void Trace(ImageSet images, int start, int count, ActivationTraces traces) =>
        InferHidden(images, start, count, StatisticsSource.Batch, traces);

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private NativeMatrix InferHidden(ImageSet images, int start, int count, StatisticsSource statistics, ActivationTraces? traces)
    {
        NativeMatrix values = _first.Infer(images, start, count, statistics, traces);
        foreach (IInferenceStage stage in _inner)
            values = stage.Infer(values, statistics, traces);
        return values;
    }
}

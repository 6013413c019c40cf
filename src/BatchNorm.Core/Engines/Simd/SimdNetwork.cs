using BatchNorm.Data;
using BatchNorm.Engines.Simd.Layers;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>A network in memory of its own, computed with vectors of type V: a list of layers.</summary>
internal sealed class SimdNetwork<V> : INetwork
    where V : struct, IFloatVector<V>
{
    /// <summary>Images that are inferred at a time: a block of bits, and lanes enough for every kernel.</summary>
    private const int InferenceTile = 64;

    private readonly NativeArena _arena;
    private readonly LayerStack<V> _layers;
    private readonly NativeMatrix[] _numbers;
    private readonly InferencePasses<V> _inference;
    private TrainingPass<V>? _training;
    private NativeMatrix[] _gradients = [];
    private SimdTensor[]? _learned;
    private Optimizer? _descent;
    private bool _isDisposed;

    /// <summary>Copies parameters into layers.</summary>
    /// <param name="parameters">What the network starts from.</param>
    /// <param name="arena">Where its layers are; disposed of with the network.</param>
    /// <param name="layers">Its layers, whose numbers are those of the definition's tensors.</param>
    public SimdNetwork(NetworkParameters parameters, NativeArena arena, LayerStack<V> layers)
    {
        Definition = parameters.Definition;
        _arena = arena;
        _layers = layers;
        _numbers = [.. layers.All.SelectMany(layer => layer.Numbers)];
        _inference = new InferencePasses<V>(layers, InferenceTile);
        CheckNumbers();
        Write(parameters.Tensors);
    }

    /// <inheritdoc/>
    public NetworkDefinition Definition { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LearnedTensor> Learned
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Tensors();
        }
    }

    /// <inheritdoc/>
    public void Train(MiniBatch batch, float learningRate)
    {
        if (!_layers.ClipsGradients)
        {
            Step(batch, Descent.Of(learningRate));
            return;
        }

        ComputeGradients(batch); // all of them have to be there before any of them moves anything
        _descent ??= Optimizer.Create(new OptimizerSettings(OptimizerKind.SGD), Tensors());
        _descent.Step(learningRate);
        GC.KeepAlive(this); // whose memory it was writing to
    }

    /// <inheritdoc/>
    public void ComputeGradients(MiniBatch batch)
    {
        MeasureGradients(batch);
        if (_layers.ClipsGradients)
            ClippedGradients.Clip(_gradients);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void MeasureGradients(MiniBatch batch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (SimdTensor tensor in Tensors())
            tensor.ClearGradient();
        Step(batch, Descent.ToGradients);
    }

    /// <inheritdoc/>
    public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, images);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, count * Definition.Outputs);

        if (statistics == StatisticsSource.Batch && Definition.BatchNorm is not null)
        {
            using var pass = new InferencePass<V>(_layers, count);
            pass.Infer(images, start, count, statistics, logits);
        }
        else
        {
            InferInTiles(images, start, count, logits);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, images);
        TraceArguments.Check(Definition, unit ?? 0);

        using var pass = new InferencePass<V>(_layers, count);
        pass.Trace(images, start, count, new ActivationTraces(unit, visit));
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public NetworkParameters ReadParameters()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Definition.Assemble(Read());
    }

    /// <inheritdoc/>
    public NetworkState ReadState()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new NetworkState(
            [.. Definition.Tensors.Zip(Read(), (tensor, values) => new NamedTensor(tensor.Name, tensor.Shape, values))],
            [],
            _layers.First.Noise?.Position);
    }

    /// <inheritdoc/>
    public void WriteState(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        state.CheckFit(Definition, scaled: [], hasNoise: _layers.First.Noise is not null);
        Write(state.Tensors);
        if (_layers.First.Noise is { } noise && state.Noise is { } position)
            noise.Position = position;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _training?.Dispose();
        _inference.Dispose();
        _arena.Dispose();
    }

    /// <summary>That every number of the layers has a tensor of the definition, in the same place and as large.</summary>
    private void CheckNumbers()
    {
        int[] expected = [.. Definition.Tensors.Select(tensor => tensor.Shape.Aggregate(1, (product, length) => product * length))];
        if (!expected.SequenceEqual(_numbers.Select(matrix => matrix.Rows * matrix.Columns)))
            throw new InvalidOperationException($"The layers of {Definition} do not have the numbers of its tensors.");
    }

    private SimdTensor[] Tensors()
    {
        if (_learned is null)
        {
            _gradients = [.. _layers.All.SelectMany(layer => layer.Gradients)];
            _learned = [.. Definition.Tensors.Where(tensor => tensor.IsLearned).Zip(_layers.All.SelectMany(layer => layer.Learned), _gradients)
                .Select(tensor => new SimdTensor(tensor.First, tensor.Second, tensor.Third))];
        }

        return _learned;
    }

    private void Step(MiniBatch batch, Descent descent)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, batch.Images);
        NetworkFit.CheckLabels(Definition, batch);
        if (_training is null || _training.Capacity < batch.Size)
        {
            _training?.Dispose();
            _training = null; // should there be no memory for a larger one
            _training = new TrainingPass<V>(_layers, batch.Size);
        }

        _training.Step(batch, descent);
        GC.KeepAlive(this);
    }

    private void InferInTiles(ImageSet images, int start, int count, Span<float> logits)
    {
        InferencePass<V> pass = _inference.Rent();
        try
        {
            for (int done = 0; done < count; done += InferenceTile)
            {
                int size = Math.Min(InferenceTile, count - done);
                Span<float> target = logits.Slice(done * Definition.Outputs, size * Definition.Outputs);
                pass.Infer(images, start + done, size, StatisticsSource.Population, target);
            }
        }
        finally
        {
            _inference.Return(pass);
        }
    }

    private float[][] Read()
    {
        float[][] values = [.. _numbers.Select(matrix => matrix.ToArray())];
        GC.KeepAlive(this);
        return values;
    }

    private void Write(IReadOnlyList<NamedTensor> tensors)
    {
        foreach ((NativeMatrix target, NamedTensor source) in _numbers.Zip(tensors))
            target.Write(source.Values);
        GC.KeepAlive(this);
    }
}

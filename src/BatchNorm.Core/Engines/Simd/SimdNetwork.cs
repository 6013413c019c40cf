using BatchNorm.Data;
using BatchNorm.Engines.Simd.Dense;
using BatchNorm.Engines.Simd.Memory;
using BatchNorm.Engines.Simd.Products;
using BatchNorm.Engines.Simd.Vectors;
using BatchNorm.Networks;
using BatchNorm.Optimizers;

namespace BatchNorm.Engines.Simd;

/// <summary>A fully connected network in memory of its own, computed with vectors of type V and activation F.</summary>
internal sealed unsafe class SimdNetwork<V, F> : INetwork
    where V : struct, IFloatVector<V>
    where F : struct, IActivationFunction<V>
{
    private readonly NativeArena _arena = new();
    private readonly SimdLayer[] _layers;
    private readonly LayerNumbers[] _learned;
    private readonly InferenceWorkspaces<V> _inference;
    private TrainingWorkspace<V>? _training;
    private SimdGradients? _gradients;
    private bool _isDisposed;

    /// <summary>Copies parameters into the engine's memory.</summary>
    public SimdNetwork(FullyConnectedParameters parameters)
    {
        Definition = parameters.Definition;
        _inference = new InferenceWorkspaces<V>(Definition);
        int last = Definition.LayerCount - 1;
        _layers = [.. parameters.Layers.Select((layer, i) => new SimdLayer(
            _arena, layer, Definition.BatchNorm, V.Count, biasPadding: i == last ? float.NegativeInfinity : 0))];
        _learned = [.. _layers.Select(layer => layer.Learned)];
    }

    /// <inheritdoc cref="INetwork.Definition"/>
    public FullyConnectedDefinition Definition { get; }

    NetworkDefinition INetwork.Definition => Definition;

    private int Last => _layers.Length - 1;

    /// <inheritdoc/>
    public IReadOnlyList<LearnedTensor> Learned
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Gradients().Tensors;
        }
    }

    /// <inheritdoc/>
    public void Train(MiniBatch batch, float learningRate) => Descend(batch, _learned, learningRate);

    /// <inheritdoc/>
    public void ComputeGradients(MiniBatch batch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        SimdGradients gradients = Gradients();
        gradients.Clear();
        Descend(batch, gradients.Layers, SimdGradients.Rate);
    }

    /// <inheritdoc/>
    public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, images);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, count * Definition.Outputs);

        if (statistics == StatisticsSource.Batch && Definition.BatchNorm is not null)
        {
            using var memory = new InferenceWorkspace<V>(Definition, count);
            InferTogether(memory, images, start, count, statistics, logits);
        }
        else
        {
            InferInTiles(images, start, count, statistics, logits);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public IReadOnlyList<float[]> TraceActivations(ImageSet images, int start, int count, int unit)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, images);
        TraceArguments.Check(Definition, unit);

        var inputs = new float[Last][];
        using var memory = new InferenceWorkspace<V>(Definition, count);
        memory.Images.Load(images, start, count);
        NativeMatrix values = memory.Product(0, count);
        InputProduct<V>.Multiply(memory.Images, _layers[0].Weight, values, memory.Panel);
        for (int i = 0; i < Last; i++)
        {
            // What inference does at once is done in two steps here, with a look in between. A normalized layer's bias is 0.
            SimdLayer layer = _layers[i];
            if (layer.Normalization is { } normalization)
                BatchNormalization<V, Identity<V>>.Infer(values, normalization, StatisticsSource.Batch);
            inputs[i] = new float[count];
            for (int row = 0; row < count; row++)
                inputs[i][row] = values.Row(row)[unit] + layer.Bias[unit];
            BiasedActivation<V, F>.Infer(values, layer.Bias);

            NativeMatrix next = memory.Product(i + 1, count);
            DenseProduct<V>.Multiply(values, _layers[i + 1].Weight, next, memory.Panel);
            values = next;
        }

        GC.KeepAlive(this);
        return inputs;
    }

    /// <inheritdoc/>
    public NetworkParameters ReadParameters()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var parameters = new FullyConnectedParameters(Definition, [.. _layers.Select(layer => layer.Read())]);
        GC.KeepAlive(this);
        return parameters;
    }

    /// <inheritdoc/>
    public NetworkState ReadState() => new(ReadParameters().Tensors, [], null);

    /// <inheritdoc/>
    public void WriteState(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        state.CheckFit(Definition, scaled: [], hasNoise: false);
        FullyConnectedParameters parameters = Definition.Assemble([.. state.Tensors.Select(tensor => tensor.Values)]);
        foreach ((SimdLayer layer, LayerParameters source) in _layers.Zip(parameters.Layers))
            layer.Write(source);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _training?.Dispose();
        _inference.Dispose();
        _arena.Dispose();
    }

    private SimdGradients Gradients() => _gradients ??= new SimdGradients(_arena, Definition, _learned, V.Count);

    /// <summary>Forth and back, and one step of descent along the gradients for numbers that need not be the network's own.</summary>
    private void Descend(MiniBatch batch, LayerNumbers[] moved, float learningRate)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        NetworkFit.CheckImages(Definition, batch.Images);
        NetworkFit.CheckLabels(Definition, batch);
        TrainingWorkspace<V> memory = Prepare(batch.Size);
        memory.Images.Load(batch.Images, batch.Indices);
        ReadLabels(batch, memory.Labels);

        Forward(memory);
        SoftmaxCrossEntropy<V>.Gradient(
            Rows(memory.Products[Last], memory), _layers[Last].Bias, memory.Labels.AsSpan(0, batch.Size));
        Backward(memory, moved, learningRate);
        GC.KeepAlive(this);
    }

    private void Forward(TrainingWorkspace<V> memory)
    {
        InputProduct<V>.Multiply(memory.Images, _layers[0].Weight, Rows(memory.Products[0], memory), memory.Panel);
        for (int i = 0; i < Last; i++)
        {
            NativeMatrix product = Rows(memory.Products[i], memory);
            NativeMatrix output = Rows(memory.Outputs[i], memory);
            if (_layers[i].Normalization is { } normalization)
                BatchNormalization<V, F>.Forward(product, normalization, Rows(memory.Slopes[i], memory), output);
            else
                BiasedActivation<V, F>.Forward(product, _layers[i].Bias, output);
            DenseProduct<V>.Multiply(output, _layers[i + 1].Weight, Rows(memory.Products[i + 1], memory), memory.Panel);
        }
    }

    /// <summary>
    /// From the output layer down: the gradient to the layer's inputs, with its weights as they were, then its descent.
    /// </summary>
    private void Backward(TrainingWorkspace<V> memory, LayerNumbers[] moved, float learningRate)
    {
        NativeMatrix gradient = Rows(memory.Gradients[Last], memory);
        ColumnSums<V>.Descend(gradient, moved[Last].Bias, learningRate);
        for (int i = Last; i > 0; i--)
        {
            NativeMatrix input = Rows(memory.Outputs[i - 1], memory);
            NativeMatrix gradientBelow = Rows(memory.Gradients[i - 1], memory);
            DenseProduct<V>.MultiplyTransposed(gradient, _layers[i].Weight, gradientBelow, memory.Panel);
            DenseProduct<V>.AddTransposedProduct(-learningRate, input, gradient, moved[i].Weight, memory.Panel);

            NativeMatrix normalized = Rows(memory.Products[i - 1], memory);
            NativeMatrix slopes = Rows(memory.Slopes[i - 1], memory);
            if (_layers[i - 1].Normalization is { } normalization)
                BatchNormalization<V, F>.Backward(gradientBelow, normalized, slopes, normalization, moved[i - 1], learningRate);
            else
                BiasedActivation<V, F>.Backward(gradientBelow, slopes, moved[i - 1].Bias, learningRate);
            gradient = gradientBelow;
        }

        InputProduct<V>.AddTransposedProduct(-learningRate, memory.Images, gradient, moved[0].Weight, memory.Panel);
    }

    private void InferInTiles(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        InferenceWorkspace<V> memory = _inference.Rent();
        try
        {
            for (int done = 0; done < count; done += PixelBatch.Tile)
            {
                int size = Math.Min(PixelBatch.Tile, count - done);
                Span<float> target = logits.Slice(done * Definition.Outputs, size * Definition.Outputs);
                InferTogether(memory, images, start + done, size, statistics, target);
            }
        }
        finally
        {
            _inference.Return(memory);
        }
    }

    private void InferTogether(
        InferenceWorkspace<V> memory, ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        memory.Images.Load(images, start, count);
        NativeMatrix values = memory.Product(0, count);
        InputProduct<V>.Multiply(memory.Images, _layers[0].Weight, values, memory.Panel);
        for (int i = 0; i < Last; i++)
        {
            if (_layers[i].Normalization is { } normalization)
                BatchNormalization<V, F>.Infer(values, normalization, statistics);
            else
                BiasedActivation<V, F>.Infer(values, _layers[i].Bias);

            NativeMatrix next = memory.Product(i + 1, count);
            DenseProduct<V>.Multiply(values, _layers[i + 1].Weight, next, memory.Panel);
            values = next;
        }

        float* bias = _layers[Last].Bias;
        for (int row = 0; row < count; row++)
        {
            float* source = values.Row(row);
            Span<float> target = logits.Slice(row * values.Columns, values.Columns);
            for (int i = 0; i < target.Length; i++)
                target[i] = source[i] + bias[i];
        }
    }

    /// <summary>The rows of a matrix that the batch fills.</summary>
    private static NativeMatrix Rows(NativeMatrix matrix, TrainingWorkspace<V> memory) => matrix.Slice(0, memory.Images.Count);

    private TrainingWorkspace<V> Prepare(int batchSize)
    {
        if (_training is null || _training.Capacity < batchSize)
        {
            _training?.Dispose();
            _training = new TrainingWorkspace<V>(Definition, batchSize);
        }

        return _training;
    }

    private static void ReadLabels(MiniBatch batch, byte[] labels)
    {
        ReadOnlySpan<byte> all = batch.Images.Labels;
        for (int i = 0; i < batch.Size; i++)
            labels[i] = all[batch.Indices[i]];
    }
}

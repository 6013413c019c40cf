using System.Runtime.InteropServices;
using BatchNorm.Data;
using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>A fully connected network in libtorch's memory.</summary>
internal sealed class TorchNetwork : INetwork
{
    private readonly TorchLayer[] _layers;
    private readonly Tensor[] _trainable;

    /// <summary>The same memory as <see cref="_trainable"/>, but unknown to autograd: what a step writes to.</summary>
    private readonly Tensor[] _values;

    private TorchBatch? _batch;

    public TorchNetwork(FullyConnectedParameters parameters)
    {
        Definition = parameters.Definition;
        Func<Tensor, Tensor> activation = TorchActivations.For(Definition.Activation);
        _layers = [.. parameters.Layers.Select((layer, i) => new TorchLayer(
            Definition.BatchNorm, i < Definition.LayerCount - 1 ? activation : null, layer))];
        _trainable = [.. _layers.SelectMany(layer => layer.Trainable)];
        _values = [.. _trainable.Select(parameter => parameter.detach())];
    }

    /// <inheritdoc cref="INetwork.Definition"/>
    public FullyConnectedDefinition Definition { get; }

    NetworkDefinition INetwork.Definition => Definition;

    /// <inheritdoc/>
    public void Train(MiniBatch batch, float learningRate)
    {
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        TorchBatch input = Fill(batch);
        Tensor loss = nn.functional.cross_entropy(Forward(input.Images, Normalization.Training), input.Labels);
        IList<Tensor> gradients = autograd.grad([loss], _trainable);
        for (int i = 0; i < _values.Length; i++)
            _values[i].add_(gradients[i], -learningRate);
    }

    /// <inheritdoc/>
    public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor x = Read(images, start, count);
        Tensor result = Forward(x, statistics == StatisticsSource.Batch ? Normalization.Batch : Normalization.Population);
        MemoryMarshal.Cast<byte, float>(result.bytes).CopyTo(logits);
    }

    /// <inheritdoc/>
    public void TraceActivations(ImageSet images, int start, int count, int unit, Span<float> inputs)
    {
        TraceArguments.Check(Definition, count, unit, inputs);
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor x = Read(images, start, count);
        for (int i = 0; i < _layers.Length - 1; i++)
        {
            x = _layers[i].Forward(x, Normalization.Batch, out Tensor activationInput);
            TorchTensors.Values(activationInput.select(1, unit).contiguous()).CopyTo(inputs[(i * count)..]);
        }
    }

    /// <inheritdoc/>
    public NetworkParameters ReadParameters() => new FullyConnectedParameters(Definition, [.. _layers.Select(layer => layer.Read())]);

    public void Dispose()
    {
        _batch?.Dispose();
        foreach (Tensor values in _values)
            values.Dispose();
        foreach (TorchLayer layer in _layers)
            layer.Dispose();
    }

    private Tensor Forward(Tensor x, Normalization normalization)
    {
        foreach (TorchLayer layer in _layers)
            x = layer.Forward(x, normalization);
        return x;
    }

    private Tensor Read(ImageSet images, int start, int count)
    {
        Tensor x = empty([count, Definition.Inputs], ScalarType.Float32);
        PixelScale.Convert(
            images.Pixels.Slice(start * Definition.Inputs, count * Definition.Inputs), MemoryMarshal.Cast<byte, float>(x.bytes));
        return x;
    }

    private TorchBatch Fill(MiniBatch batch)
    {
        if (_batch?.Size != batch.Size)
        {
            _batch?.Dispose();
            _batch = new TorchBatch(batch.Size, Definition.Inputs);
            _batch.Images.DetachFromDisposeScope();
            _batch.Labels.DetachFromDisposeScope();
        }

        _batch.Fill(batch);
        return _batch;
    }
}

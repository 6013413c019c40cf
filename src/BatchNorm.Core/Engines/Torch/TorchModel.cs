using System.Runtime.InteropServices;
using BatchNorm.Data;
using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>What all networks in libtorch's memory have in common: the way from images to logits, and a step of training.</summary>
internal abstract class TorchModel : INetwork
{
    private Tensor[] _trainable = [];

    /// <summary>The same memory as <see cref="_trainable"/>, but unknown to autograd: what a step writes to.</summary>
    private Tensor[] _values = [];

    private TorchBatch? _batch;

    /// <inheritdoc/>
    public abstract NetworkDefinition Definition { get; }

    /// <inheritdoc/>
    public void Train(MiniBatch batch, float learningRate)
    {
        NetworkFit.CheckImages(Definition, batch.Images);
        NetworkFit.CheckLabels(Definition, batch);
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        Move(_values, Gradients(batch), learningRate);
    }

    /// <summary>The gradients of the mean softmax cross-entropy of a batch in training, one a parameter, in the order of <see cref="Learn"/>.</summary>
    internal IList<Tensor> Gradients(MiniBatch batch)
    {
        TorchBatch input = Fill(batch);
        Tensor loss = nn.functional.cross_entropy(Forward(input.Images, Normalization.Training), input.Labels);
        return autograd.grad([loss], _trainable);
    }

    /// <inheritdoc/>
    public void Infer(ImageSet images, int start, int count, StatisticsSource statistics, Span<float> logits)
    {
        NetworkFit.CheckImages(Definition, images);
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, count * Definition.Outputs);
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor x = Read(images, start, count);
        Tensor result = Forward(x, statistics == StatisticsSource.Batch ? Normalization.Batch : Normalization.Population);
        MemoryMarshal.Cast<byte, float>(result.bytes).CopyTo(logits);
    }

    /// <inheritdoc/>
    public abstract IReadOnlyList<float[]> TraceActivations(ImageSet images, int start, int count, int unit);

    /// <inheritdoc/>
    public abstract NetworkParameters ReadParameters();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _batch?.Dispose();
        foreach (Tensor values in _values)
            values.Dispose();
    }

    /// <summary>The memory of what training moves, unknown to autograd.</summary>
    protected IReadOnlyList<Tensor> Values => _values;

    /// <summary>Says what training moves; to be called once, when a network is made.</summary>
    protected void Learn(IEnumerable<Tensor> parameters)
    {
        _trainable = [.. parameters];
        _values = [.. _trainable.Select(parameter => parameter.detach())];
    }

    /// <summary>The logits of images: batch x outputs.</summary>
    /// <param name="x">Batch x inputs.</param>
    /// <param name="normalization">Without effect in a network that has no batch normalization.</param>
    protected abstract Tensor Forward(Tensor x, Normalization normalization);

    /// <summary>Consecutive images as a tensor, batch x inputs.</summary>
    protected Tensor Read(ImageSet images, int start, int count)
    {
        Tensor x = empty([count, Definition.Inputs], ScalarType.Float32);
        images.CopyTo(start, count, MemoryMarshal.Cast<byte, float>(x.bytes));
        return x;
    }

    /// <summary>A step of plain gradient descent.</summary>
    /// <param name="values">The parameters' memory, in the order of <see cref="Learn"/>.</param>
    /// <param name="gradients">One a parameter.</param>
    /// <param name="learningRate">How far.</param>
    protected virtual void Move(IReadOnlyList<Tensor> values, IList<Tensor> gradients, float learningRate)
    {
        for (int i = 0; i < values.Count; i++)
            values[i].add_(gradients[i], -learningRate);
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

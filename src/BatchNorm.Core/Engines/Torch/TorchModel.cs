using System.Runtime.InteropServices;
using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Randomness;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>What all networks in libtorch's memory have in common: the way from images to logits, and a step of training.</summary>
internal abstract class TorchModel : INetwork
{
    private Tensor[] _trainable = [];

    /// <summary>The same memory as <see cref="_trainable"/>, but unknown to autograd: what a step writes to.</summary>
    private Tensor[] _values = [];

    private TorchTensor[]? _learned;
    private TorchBatch? _batch;

    /// <inheritdoc/>
    public abstract NetworkDefinition Definition { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LearnedTensor> Learned => _learned ??= WithGradients();

    /// <inheritdoc/>
    public void Train(MiniBatch batch, float learningRate)
    {
        using var scope = NewDisposeScope();
        IList<Tensor> gradients = LimitedGradients(batch);
        for (int i = 0; i < _values.Length; i++)
            _values[i].add_(gradients[i], -learningRate);
    }

    /// <inheritdoc/>
    public void ComputeGradients(MiniBatch batch) => KeepGradients(batch, LimitedGradients);

    /// <inheritdoc/>
    public void MeasureGradients(MiniBatch batch) => KeepGradients(batch, CheckedGradients);

    /// <summary>
    /// The gradients of the mean softmax cross-entropy of a batch in training, one a parameter, in the order of <see cref="Learn"/> and as
    /// long as they are.
    /// </summary>
    internal IList<Tensor> Gradients(MiniBatch batch)
    {
        TorchBatch input = Fill(batch);
        Tensor loss = nn.functional.cross_entropy(Forward(input.Images, NormalizationMode.Training), input.Labels);
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
        Tensor result = Forward(x, statistics == StatisticsSource.Batch ? NormalizationMode.Batch : NormalizationMode.Population);
        MemoryMarshal.Cast<byte, float>(result.bytes).CopyTo(logits);
    }

    /// <inheritdoc/>
    public abstract void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit);

    /// <inheritdoc/>
    public NetworkParameters ReadParameters() => Definition.Assemble([.. Kept.Select(tensor => tensor.Read())]);

    /// <inheritdoc/>
    public NetworkState ReadState() => new(
        [.. Definition.Tensors.Zip(Kept, (shape, kept) => new NamedTensor(shape.Name, shape.Shape, kept.ReadKept()))],
        [.. Scaled.Select(tensor => new NamedScale(tensor.Name, tensor.Scale.Value))],
        Noise?.Position);

    /// <inheritdoc/>
    public void WriteState(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.CheckFit(Definition, Scaled.Select(tensor => tensor.Name), hasNoise: Noise is not null);
        foreach ((KeptTensor kept, NamedTensor source) in Kept.Zip(state.Tensors))
            kept.WriteKept(source.Values);
        foreach (((_, VarianceScale scale), NamedScale source) in Scaled.Zip(state.Scales))
            scale.Value = source.Value;
        if (Noise is { } noise && state.Noise is { } position)
            noise.Position = position;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _batch?.Dispose();
        foreach (TorchTensor learned in _learned ?? [])
            learned.Dispose();
        foreach (Tensor values in _values)
            values.Dispose();
    }

    /// <summary>All tensors of the definition, in its order.</summary>
    protected abstract IEnumerable<KeptTensor> Kept { get; }

    /// <summary>What the noise in training is drawn from, or null where there is none.</summary>
    protected virtual RandomSource? Noise => null;

    private IEnumerable<(string Name, VarianceScale Scale)> Scaled =>
        from tensor in Definition.Tensors.Zip(Kept)
        where tensor.Second.Scale is not null
        select (tensor.First.Name, tensor.Second.Scale);

    /// <summary>Says what training moves, in the order of the definition's tensors; to be called once, when a network is made.</summary>
    protected void Learn(IEnumerable<Tensor> parameters)
    {
        _trainable = [.. parameters];
        _values = [.. _trainable.Select(parameter => parameter.detach())];
    }

    /// <summary>The logits of images: batch x outputs.</summary>
    /// <param name="x">Batch x inputs.</param>
    /// <param name="normalization">Without effect in a network that has no batch normalization.</param>
    protected abstract Tensor Forward(Tensor x, NormalizationMode normalization);

    /// <summary>Consecutive images as a tensor, batch x inputs.</summary>
    protected Tensor Read(ImageSet images, int start, int count)
    {
        Tensor x = empty([count, Definition.Inputs], ScalarType.Float32);
        images.CopyTo(start, count, MemoryMarshal.Cast<byte, float>(x.bytes));
        return x;
    }

    /// <summary>What an architecture does to its gradients before they move anything; usually nothing.</summary>
    /// <param name="gradients">One a parameter; may be changed.</param>
    protected virtual void Limit(IList<Tensor> gradients)
    {
    }

    private void KeepGradients(MiniBatch batch, Func<MiniBatch, IList<Tensor>> compute)
    {
        _learned ??= WithGradients();
        using var scope = NewDisposeScope();
        IList<Tensor> gradients = compute(batch);
        for (int i = 0; i < _learned.Length; i++)
            _learned[i].SetGradient(gradients[i]);
    }

    private IList<Tensor> LimitedGradients(MiniBatch batch)
    {
        IList<Tensor> gradients = CheckedGradients(batch);
        Limit(gradients);
        return gradients;
    }

    private IList<Tensor> CheckedGradients(MiniBatch batch)
    {
        NetworkFit.CheckImages(Definition, batch.Images);
        NetworkFit.CheckLabels(Definition, batch);
        TorchLibrary.UseOneThread();
        return Gradients(batch);
    }

    private TorchTensor[] WithGradients() =>
        [.. Definition.Tensors.Where(tensor => tensor.IsLearned).Zip(_values, (shape, values) => new TorchTensor(shape, values))];

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

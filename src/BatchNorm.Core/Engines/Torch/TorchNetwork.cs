using BatchNorm.Data;
using BatchNorm.Networks;
using static TorchSharp.torch;

namespace BatchNorm.Engines.Torch;

/// <summary>A network of layers one above the other, in libtorch's memory.</summary>
internal sealed class TorchNetwork : TorchModel
{
    private readonly TorchLayer[] _layers;

    /// <param name="definition">What network it is.</param>
    /// <param name="layers">Its layers, first hidden layer to output layer; disposed of with the network.</param>
    public TorchNetwork(LayeredDefinition definition, IEnumerable<TorchLayer> layers)
    {
        Definition = definition;
        _layers = [.. layers];
        Learn(_layers.SelectMany(layer => layer.Trainable));
    }

    /// <inheritdoc/>
    public override LayeredDefinition Definition { get; }

    /// <inheritdoc/>
    public override void VisitActivations(ImageSet images, int start, int count, int? unit, ActivationVisitor visit)
    {
        NetworkFit.CheckImages(Definition, images);
        TraceArguments.Check(Definition, unit ?? 0);
        TorchLibrary.UseOneThread();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor x = Read(images, start, count);
        for (int layer = 0; layer < _layers.Length - 1; layer++)
        {
            x = _layers[layer].Forward(x, NormalizationMode.Batch, out Tensor activationInput);
            foreach (int shown in unit is { } only ? [only] : Enumerable.Range(0, (int)activationInput.shape[1]))
                visit(layer + 1, shown, TorchTensors.Values(activationInput.select(1, shown).contiguous()));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (TorchLayer layer in _layers)
            layer.Dispose();
    }

    /// <inheritdoc/>
    protected override IEnumerable<KeptTensor> Kept => _layers.SelectMany(layer => layer.Kept);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x, NormalizationMode normalization)
    {
        foreach (TorchLayer layer in _layers)
        {
            using var scope = NewDisposeScope(); // what a layer needed on the way is not kept until the end: whole test sets pass here
            x = layer.Forward(x, normalization).MoveToOuterDisposeScope();
        }

        return x;
    }
}

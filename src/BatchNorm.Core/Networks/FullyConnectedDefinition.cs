using BatchNorm.Data;
using BatchNorm.Settings;

namespace BatchNorm.Networks;

/// <summary>A fully connected network: the lesson's, of any depth and width.</summary>
public sealed record FullyConnectedDefinition : LayeredDefinition
{
    /// <summary>Describes a network.</summary>
    /// <param name="images">The images that go in, pixel by pixel.</param>
    /// <param name="hiddenLayers">Units of each hidden layer, first to last; empty for a linear classifier.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is below 1.</exception>
    public FullyConnectedDefinition(
        ImageShape images, IReadOnlyList<int> hiddenLayers, int outputs, Activation activation, BatchNormSettings? batchNorm)
        : base(images, outputs, activation, batchNorm, Shapes(images.Pixels, hiddenLayers, outputs)) =>
        Widths = [images.Pixels, .. hiddenLayers, outputs];

    /// <inheritdoc/>
    public override Architecture Architecture => Architecture.FullyConnected;

    /// <summary>Inputs, hidden layers and outputs, in order: 784, 100, 100, 100, 10 in the lesson.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> HiddenLayers => [.. Widths.Skip(1).SkipLast(1)];

    /// <summary>Draws weights from N(0, weightScale^2), as <see cref="InitialWeights.Draw"/> does.</summary>
    /// <inheritdoc/>
    public override FullyConnectedParameters Draw(double weightScale, int seed) =>
        FullyConnectedParameters.Initial(this, InitialWeights.Draw(Images, HiddenLayers, Outputs, weightScale, seed));

    /// <inheritdoc/>
    public override FullyConnectedParameters Assemble(IReadOnlyList<float[]> values) => new(this, AssembleLayers(values));

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join('-', Widths)} {Activation}{(BatchNorm is null ? "" : " with batch normalization")}";

    private protected override ExperimentSettings Shape(ExperimentSettings usual) => usual with { HiddenLayer = WidthsText.Join(HiddenLayers) };

    private static LayerShape[] Shapes(int inputs, IReadOnlyList<int> hiddenLayers, int outputs)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        foreach (int width in hiddenLayers)
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(hiddenLayers));

        int[] widths = [inputs, .. hiddenLayers, outputs];
        return [.. widths.Zip(widths.Skip(1), (below, units) => new LayerShape(below, units))];
    }
}

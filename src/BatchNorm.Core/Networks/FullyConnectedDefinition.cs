namespace BatchNorm.Networks;

/// <summary>A fully connected network: the lesson's, of any depth and width.</summary>
public sealed record FullyConnectedDefinition : NetworkDefinition
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private static readonly string[] Normalization = ["gamma", "beta", "population_mean", "population_variance"];

    /// <summary>Describes a network.</summary>
    /// <param name="inputs">Numbers that go in: the pixels of an image.</param>
    /// <param name="hiddenLayers">Units of each hidden layer, first to last; empty for a linear classifier.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is below 1.</exception>
    public FullyConnectedDefinition(
        int inputs, IReadOnlyList<int> hiddenLayers, int outputs, Activation activation, BatchNormSettings? batchNorm)
        : base(inputs, outputs, activation, batchNorm)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        foreach (int width in hiddenLayers)
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(hiddenLayers));

        Widths = [inputs, .. hiddenLayers, outputs];
    }

    /// <inheritdoc/>
    public override Architecture Architecture => Architecture.FullyConnected;

    /// <summary>Inputs, hidden layers and outputs, in order: 784, 100, 100, 100, 10 in the lesson.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Units of each hidden layer.</summary>
    public override IReadOnlyList<int> HiddenLayers => [.. Widths.Skip(1).SkipLast(1)];

    /// <summary>Weight layers: the hidden ones and the output.</summary>
    public int LayerCount => Widths.Count - 1;

    /// <summary>
    /// layers.0.weight [inputs, units], layers.0.bias [units] where the layer has one and, in a normalized layer, layers.0.gamma,
    /// .beta, .population_mean and .population_variance [units], for each layer from 0.
    /// </summary>
    public override IEnumerable<TensorShape> Tensors => Enumerable.Range(0, LayerCount).SelectMany(layer => Kinds(layer).Select(kind =>
        new TensorShape(
            FormattableString.Invariant($"layers.{layer}.{kind}"),
            kind == Weight ? [Widths[layer], Widths[layer + 1]] : [Widths[layer + 1]])));

    /// <summary>Whether a layer is normalized: every hidden one where the network has batch normalization, never the output.</summary>
    public bool IsNormalized(int layer) => BatchNorm is not null && layer < LayerCount - 1;

    /// <summary>
    /// Whether a layer has a bias: not where the normalization follows the product at once, as it takes away whatever a bias adds.
    /// </summary>
    public bool HasBias(int layer) => !IsNormalized(layer) || BatchNorm!.Placement == BatchNormPlacement.AfterActivation;

    /// <summary>Draws weights from N(0, weightScale^2), as <see cref="InitialWeights.Draw"/> does.</summary>
    /// <inheritdoc/>
    public override FullyConnectedParameters Draw(double weightScale, int seed) =>
        FullyConnectedParameters.Initial(this, InitialWeights.Draw(Inputs, HiddenLayers, Outputs, weightScale, seed));

    /// <inheritdoc/>
    public override FullyConnectedParameters Assemble(IReadOnlyList<float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var layers = new LayerParameters[LayerCount];
        int next = 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            var weight = new Matrix(Widths[layer], Widths[layer + 1], values[next++]);
            float[]? bias = HasBias(layer) ? values[next++] : null;
            layers[layer] = new LayerParameters(weight, bias, IsNormalized(layer)
                ? new NormalizationParameters(values[next++], values[next++], values[next++], values[next++])
                : null);
        }

        return new FullyConnectedParameters(this, layers);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join('-', Widths)} {Activation}{(BatchNorm is null ? "" : " with batch normalization")}";

    private string[] Kinds(int layer) =>
        [Weight, .. HasBias(layer) ? [Bias] : Array.Empty<string>(), .. IsNormalized(layer) ? Normalization : []];
}

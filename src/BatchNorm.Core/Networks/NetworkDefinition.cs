namespace BatchNorm.Networks;

/// <summary>
/// What a fully connected network is before it has any weights: inputs, hidden layers with an activation and perhaps batch
/// normalization, and a linear output layer of logits.
/// </summary>
public sealed record NetworkDefinition
{
    /// <summary>Describes a network.</summary>
    /// <param name="inputs">Numbers that go in: the pixels of an image.</param>
    /// <param name="hiddenLayers">Units of each hidden layer, first to last; empty for a linear classifier.</param>
    /// <param name="outputs">Logits that come out: the classes.</param>
    /// <param name="activation">The non-linearity of every hidden layer.</param>
    /// <param name="batchNorm">How hidden layers are normalized, or null where they are not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is below 1.</exception>
    public NetworkDefinition(
        int inputs, IReadOnlyList<int> hiddenLayers, int outputs, Activation activation, BatchNormSettings? batchNorm)
    {
        ArgumentNullException.ThrowIfNull(hiddenLayers);
        int[] widths = [inputs, .. hiddenLayers, outputs];
        foreach (int width in widths)
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(hiddenLayers));

        Widths = widths;
        Activation = activation;
        BatchNorm = batchNorm;
    }

    /// <summary>Inputs, hidden layers and outputs, in order: 784, 100, 100, 100, 10 in the lesson.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Numbers that go in.</summary>
    public int Inputs => Widths[0];

    /// <summary>Units of each hidden layer.</summary>
    public IReadOnlyList<int> HiddenLayers => [.. Widths.Skip(1).SkipLast(1)];

    /// <summary>Logits that come out.</summary>
    public int Outputs => Widths[^1];

    /// <summary>Weight layers: the hidden ones and the output.</summary>
    public int LayerCount => Widths.Count - 1;

    /// <summary>The non-linearity of every hidden layer.</summary>
    public Activation Activation { get; }

    /// <summary>How hidden layers are normalized, or null where they are not.</summary>
    public BatchNormSettings? BatchNorm { get; }

    /// <summary>Whether a layer is normalized: every hidden one where the network has batch normalization, never the output.</summary>
    public bool IsNormalized(int layer) => BatchNorm is not null && layer < LayerCount - 1;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join('-', Widths)} {Activation}{(BatchNorm is null ? "" : " with batch normalization")}";
}

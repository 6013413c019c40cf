namespace BatchNorm.Networks;

/// <summary>All numbers of a fully connected network at one moment, layer by layer.</summary>
public sealed record FullyConnectedParameters : LayeredParameters
{
    /// <summary>Puts the layers of a network together.</summary>
    /// <exception cref="ArgumentException">The layers do not fit the definition.</exception>
    public FullyConnectedParameters(FullyConnectedDefinition definition, IReadOnlyList<LayerParameters> layers)
        : base(definition, layers) => Definition = definition;

    /// <inheritdoc/>
    public override FullyConnectedDefinition Definition { get; }

    /// <summary>The numbers before training: the given weights, bias 0, gamma 1, beta 0, population mean 0 and variance 1.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the definition.</exception>
    public static FullyConnectedParameters Initial(FullyConnectedDefinition definition, InitialWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new FullyConnectedParameters(definition, InitialLayers(definition, weights.Matrices));
    }
}

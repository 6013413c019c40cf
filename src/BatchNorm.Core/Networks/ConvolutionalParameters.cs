namespace BatchNorm.Networks;

/// <summary>All numbers of a convolutional network at one moment, layer by layer.</summary>
public sealed record ConvolutionalParameters : LayeredParameters
{
    /// <summary>Puts the layers of a network together.</summary>
    /// <exception cref="ArgumentException">The layers do not fit the definition.</exception>
    public ConvolutionalParameters(ConvolutionalDefinition definition, IReadOnlyList<LayerParameters> layers)
        : base(definition, layers) => Definition = definition;

    /// <inheritdoc/>
    public override ConvolutionalDefinition Definition { get; }

    /// <summary>The numbers before training: the given weights, bias 0, gamma 1, beta 0, population mean 0 and variance 1.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the definition.</exception>
    internal static ConvolutionalParameters Initial(ConvolutionalDefinition definition, IReadOnlyList<Matrix> weights) =>
        new(definition, InitialLayers(definition, weights));
}

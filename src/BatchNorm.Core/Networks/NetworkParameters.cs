namespace BatchNorm.Networks;

/// <summary>All numbers of a network at one moment, layer by layer: what engines start from, hand back, and what is saved.</summary>
public sealed record NetworkParameters
{
    /// <summary>Puts the layers of a network together.</summary>
    /// <exception cref="ArgumentException">The layers do not fit the definition.</exception>
    public NetworkParameters(NetworkDefinition definition, IReadOnlyList<LayerParameters> layers)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count != definition.LayerCount)
            throw new ArgumentException($"The network has {definition.LayerCount} layers, the parameters {layers.Count}.", nameof(layers));
        for (int i = 0; i < layers.Count; i++)
            Check(definition, i, layers[i]);

        Definition = definition;
        Layers = layers;
    }

    /// <summary>The network these are the numbers of.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>The layers, first hidden layer to output layer.</summary>
    public IReadOnlyList<LayerParameters> Layers { get; }

    /// <summary>The numbers before training: the given weights, bias 0, gamma 1, beta 0, population mean 0 and variance 1.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the definition.</exception>
    public static NetworkParameters Initial(NetworkDefinition definition, InitialWeights weights)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(weights);
        return new NetworkParameters(definition, [.. weights.Matrices.Select(InitialLayer)]);

        LayerParameters InitialLayer(Matrix weight, int layer) => definition.IsNormalized(layer)
            ? new LayerParameters(weight, null, new NormalizationParameters(
                Filled(weight.Columns, 1), Filled(weight.Columns, 0), Filled(weight.Columns, 0), Filled(weight.Columns, 1)))
            : new LayerParameters(weight, Filled(weight.Columns, 0), null);
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        values.AsSpan().Fill(value);
        return values;
    }

    private static void Check(NetworkDefinition definition, int index, LayerParameters layer)
    {
        int inputs = definition.Widths[index];
        int units = definition.Widths[index + 1];
        if (layer.Weight.Rows != inputs || layer.Weight.Columns != units)
            throw new ArgumentException($"Layer {index + 1} of {definition} needs {inputs} x {units} weights, not {layer.Weight}.");
        if (definition.IsNormalized(index) != (layer.Normalization is not null) || (layer.Bias is null) != (layer.Normalization is not null))
            throw new ArgumentException($"Layer {index + 1} of {definition} has either a bias or batch normalization, as the definition says.");

        IReadOnlyList<float>?[] vectors = layer.Normalization is { } n
            ? [n.Gamma, n.Beta, n.PopulationMean, n.PopulationVariance]
            : [layer.Bias];
        if (vectors.Any(vector => vector!.Count != units))
            throw new ArgumentException($"Layer {index + 1} of {definition} needs {units} values of each kind.");
    }
}

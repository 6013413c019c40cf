namespace BatchNorm.Networks;

/// <summary>All numbers of a network of layers at one moment, layer by layer.</summary>
public abstract record LayeredParameters : NetworkParameters
{
    /// <summary>Puts the layers of a network together.</summary>
    /// <exception cref="ArgumentException">The layers do not fit the definition.</exception>
    private protected LayeredParameters(LayeredDefinition definition, IReadOnlyList<LayerParameters> layers)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count != definition.LayerCount)
            throw new ArgumentException($"The network has {definition.LayerCount} layers, the parameters {layers.Count}.", nameof(layers));
        for (int i = 0; i < layers.Count; i++)
            Check(definition, i, layers[i]);

        Layers = layers;
    }

    /// <inheritdoc/>
    public abstract override LayeredDefinition Definition { get; }

    /// <summary>The layers, first hidden layer to output layer.</summary>
    public IReadOnlyList<LayerParameters> Layers { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> Tensors =>
        [.. Definition.Tensors.Zip(Layers.SelectMany(Values), (tensor, values) => new NamedTensor(tensor.Name, tensor.Shape, values))];

    /// <summary>Layers before training: the given weights, bias 0, gamma 1, beta 0, population mean 0 and variance 1.</summary>
    private protected static LayerParameters[] InitialLayers(LayeredDefinition definition, IReadOnlyList<Matrix> weights)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return [.. weights.Select((weight, layer) => new LayerParameters(
            weight,
            definition.HasBias(layer) ? Filled(weight.Columns, 0) : null,
            definition.IsNormalized(layer)
                ? new NormalizationParameters(
                    Filled(weight.Columns, 1), Filled(weight.Columns, 0), Filled(weight.Columns, 0), Filled(weight.Columns, 1))
                : null))];
    }

    private static IEnumerable<float[]> Values(LayerParameters layer) =>
        [layer.Weight.Values.ToArray(), .. Vectors(layer).Select(vector => vector.ToArray())];

    private static IEnumerable<IReadOnlyList<float>> Vectors(LayerParameters layer)
    {
        if (layer.Bias is { } bias)
            yield return bias;
        if (layer.Normalization is { } n)
        {
            yield return n.Gamma;
            yield return n.Beta;
            yield return n.PopulationMean;
            yield return n.PopulationVariance;
        }
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        values.AsSpan().Fill(value);
        return values;
    }

    private static void Check(LayeredDefinition definition, int index, LayerParameters layer)
    {
        (int inputs, int units) = definition.Layers[index];
        if (layer.Weight.Rows != inputs || layer.Weight.Columns != units)
            throw new ArgumentException($"Layer {index + 1} of {definition} needs {inputs} x {units} weights, not {layer.Weight}.");
        if (definition.IsNormalized(index) != (layer.Normalization is not null) || definition.HasBias(index) != (layer.Bias is not null))
            throw new ArgumentException($"Layer {index + 1} of {definition} has a bias and batch normalization where the definition says, and only there.");
        if (Vectors(layer).Any(vector => vector.Count != units))
            throw new ArgumentException($"Layer {index + 1} of {definition} needs {units} values of each kind.");
    }
}

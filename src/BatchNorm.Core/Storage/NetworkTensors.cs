using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>
/// Under which names the numbers of a network stand in a file: layers.0.weight [inputs, units], and layers.0.bias [units] or,
/// in a normalized layer, layers.0.gamma, .beta, .population_mean and .population_variance [units].
/// </summary>
internal static class NetworkTensors
{
    private const string Weight = "weight";

    private static readonly string[] Plain = [Weight, "bias"];

    private static readonly string[] Normalized = [Weight, "gamma", "beta", "population_mean", "population_variance"];

    /// <summary>All numbers of a network, layer by layer.</summary>
    public static IReadOnlyList<NamedTensor> Of(NetworkParameters parameters)
    {
        var tensors = new List<NamedTensor>();
        for (int layer = 0; layer < parameters.Layers.Count; layer++)
        {
            IEnumerable<(string Name, int[] Shape)> shapes = Shapes(parameters.Definition, layer);
            float[][] values = Values(parameters.Layers[layer]);
            tensors.AddRange(shapes.Zip(values, (tensor, itsValues) => new NamedTensor(tensor.Name, tensor.Shape, itsValues)));
        }

        return tensors;
    }

    /// <summary>Checks that a file has the tensors that a network needs, and no others, by name and shape.</summary>
    /// <exception cref="StorageException">It has not.</exception>
    public static void CheckFit(NetworkDefinition definition, SafetensorsFile file)
    {
        // Counted first, so that the names of a network far larger than the file need not be listed.
        long count = Enumerable.Range(0, definition.LayerCount).Sum(layer => (long)Kinds(definition, layer).Length);
        if (count != file.Tensors.Count)
            throw Refusal($"{count} tensors, but the file has {file.Tensors.Count}");

        Dictionary<string, TensorEntry> found = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        for (int layer = 0; layer < definition.LayerCount; layer++)
        {
            foreach ((string name, int[] shape) in Shapes(definition, layer))
            {
                if (!found.TryGetValue(name, out TensorEntry? entry))
                    throw Refusal($"a tensor '{name}', which the file lacks");
                if (!entry.Shape.SequenceEqual(shape))
                    throw Refusal($"tensor '{name}' to be {TensorEntry.Text(shape)},"
                        + $" but in the file it is {TensorEntry.Text(entry.Shape)}");
            }
        }

        StorageException Refusal(string need) =>
            new(file.Path, $"The network in its metadata needs {need}: the file is damaged, or was changed by another program.");
    }

    /// <summary>Puts a network together from tensors that were found to fit it.</summary>
    public static NetworkParameters ToParameters(NetworkDefinition definition, IEnumerable<NamedTensor> tensors)
    {
        Dictionary<string, float[]> values =
            tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values, StringComparer.Ordinal);
        return new NetworkParameters(definition, [.. Enumerable.Range(0, definition.LayerCount).Select(Layer)]);

        LayerParameters Layer(int layer)
        {
            float[][] parts = [.. Kinds(definition, layer).Select(kind => values[Name(layer, kind)])];
            var weight = new Matrix(definition.Widths[layer], definition.Widths[layer + 1], parts[0]);
            return definition.IsNormalized(layer)
                ? new LayerParameters(weight, null, new NormalizationParameters(parts[1], parts[2], parts[3], parts[4]))
                : new LayerParameters(weight, parts[1], null);
        }
    }

    private static float[][] Values(LayerParameters layer) => layer.Normalization is { } n
        ? [layer.Weight.Values.ToArray(), [.. n.Gamma], [.. n.Beta], [.. n.PopulationMean], [.. n.PopulationVariance]]
        : [layer.Weight.Values.ToArray(), [.. layer.Bias!]];

    private static IEnumerable<(string Name, int[] Shape)> Shapes(NetworkDefinition definition, int layer)
    {
        int inputs = definition.Widths[layer];
        int units = definition.Widths[layer + 1];
        return Kinds(definition, layer).Select(kind => (Name(layer, kind), kind == Weight ? (int[])[inputs, units] : [units]));
    }

    private static string[] Kinds(NetworkDefinition definition, int layer) => definition.IsNormalized(layer) ? Normalized : Plain;

    private static string Name(int layer, string kind) => FormattableString.Invariant($"layers.{layer}.{kind}");
}

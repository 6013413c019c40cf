using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>Holds the tensors of a file against those that the network in its metadata needs.</summary>
internal static class NetworkTensors
{
    /// <summary>Checks that a file has the tensors that a network needs, and no others, by name and shape.</summary>
    /// <exception cref="StorageException">It has not.</exception>
    public static void CheckFit(NetworkDefinition definition, SafetensorsFile file)
    {
        // No further than the file goes, so that the names of a network far larger than the file need not be listed.
        int count = definition.Tensors.Take(file.Tensors.Count + 1).Count();
        if (count > file.Tensors.Count)
            throw Refusal($"more than {file.Tensors.Count} tensors, but the file has {file.Tensors.Count}");
        if (count < file.Tensors.Count)
            throw Refusal($"{count} tensors, but the file has {file.Tensors.Count}");

        Dictionary<string, TensorEntry> found = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<int> shape) in definition.Tensors)
        {
            if (!found.TryGetValue(name, out TensorEntry? entry))
                throw Refusal($"a tensor '{name}', which the file lacks");
            if (!entry.Shape.SequenceEqual(shape))
                throw Refusal($"tensor '{name}' to be {TensorEntry.Text(shape)},"
                    + $" but in the file it is {TensorEntry.Text(entry.Shape)}");
            if (entry.ElementType != ElementType.F32)
                throw Refusal($"tensor '{name}' to be float32, {ElementType.F32}, but in the file it is {entry.ElementType}");
        }

        StorageException Refusal(string need) =>
            new(file.Path, $"The network in its metadata needs {need}: the file is damaged, or was changed by another program.");
    }

    /// <summary>The tensors of a file that was found to fit a network, in the network's order.</summary>
    public static IReadOnlyList<NamedTensor> InOrder(NetworkDefinition definition, IReadOnlyList<NamedTensor> tensors)
    {
        Dictionary<string, NamedTensor> named = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        return [.. definition.Tensors.Select(tensor => named[tensor.Name])];
    }
}

using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>Saves and loads networks as safetensors files, which can be opened in PyTorch and elsewhere too.</summary>
/// <remarks>
/// <para>
/// The tensors, all float32, counted from 0 at the first hidden layer: <c>layers.N.weight</c> of shape [inputs, units], the
/// transpose of what PyTorch's <c>Linear</c> keeps; in a normalized layer <c>layers.N.gamma</c>, <c>.beta</c>,
/// <c>.population_mean</c> and <c>.population_variance</c>, in any other <c>layers.N.bias</c>, of shape [units]. Those of
/// recurrent networks have names of their own (<see cref="RecurrentDefinition.Tensors"/>). The metadata holds the definition, how the network was trained, and the SHA-256 of all tensors' bytes
/// in the order of <see cref="NetworkDefinition.Tensors"/>: in the file they may lie in any, as other programs sort them by name.
/// </para>
/// <para>NaN and infinite values are kept: a diverged network is a result.</para>
/// </remarks>
public static class NetworkFile
{
    /// <summary>Saves a network. The file appears whole or not at all, and the same network gives the same bytes.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="network">The network.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="ArgumentException">The network has too many layers for a file: more than about 2,000.</exception>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Save(string path, SavedNetwork network, bool overwrite = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        IReadOnlyList<NamedTensor> tensors = network.Parameters.Tensors;
        SafetensorsFile.Write(path, NetworkMetadata.Of(network, SafetensorsFile.Digest(tensors)), tensors, overwrite);
    }

    /// <summary>Loads a network, exactly as it was saved.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">It is damaged, it is not a saved network, or a newer version saved it.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SavedNetwork Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(file);
    }

    /// <summary>Whether a file is of a network that this module saved, in whatever version.</summary>
    public static bool IsIn(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return NetworkMetadata.IsIn(file);
    }

    /// <summary>Loads a network from a file that is open.</summary>
    /// <exception cref="StorageException">It is damaged, it is not a saved network, or a newer version saved it.</exception>
    public static SavedNetwork Load(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var metadata = new NetworkMetadata(file);
        NetworkDefinition definition = metadata.ReadDefinition();
        NetworkTensors.CheckFit(definition, file);

        IReadOnlyList<NamedTensor> tensors = NetworkTensors.InOrder(definition, file.ReadTensors());
        metadata.CheckDigest(tensors);
        return metadata.ReadNetwork(definition.Assemble([.. tensors.Select(tensor => tensor.Values)]));
    }
}

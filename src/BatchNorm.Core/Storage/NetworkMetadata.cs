using BatchNorm.Data;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Storage;

/// <summary>
/// What a network file says beside its numbers: what network it is, and how it came by them. Keys it does not know are left alone.
/// </summary>
internal sealed class NetworkMetadata
{
    private const string Format = "BatchNorm";
    private const int Version = 1;

    private readonly MetadataTexts _texts;

    /// <summary>Begins to read the metadata of a file.</summary>
    /// <exception cref="StorageException">This module did not write it, or a newer version did.</exception>
    public NetworkMetadata(SafetensorsFile file)
    {
        _texts = new MetadataTexts(file);
        if (_texts.Optional(Key.Format) != Format)
            throw _texts.Refusal("It is a safetensors file, but not one of a network saved by BatchNorm.");

        int version = _texts.Integer(Key.Version);
        if (version > Version)
            throw _texts.Refusal($"A newer BatchNorm saved it, as version {version} of the file format;"
                + $" this one reads version {Version}. Update the module.");
        if (version != Version)
            throw _texts.Refusal($"Its file format version is {version}; there never was such a version.");
    }

    /// <summary>Whether a file says that this module wrote it, in whatever version.</summary>
    public static bool IsIn(SafetensorsFile file) => file.Metadata.GetValueOrDefault(Key.Format) == Format;

    /// <summary>What is written beside a network's numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="digest">The digest of its tensors.</param>
    public static IReadOnlyDictionary<string, string> Of(SavedNetwork network, string digest)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Key.Format] = Format,
            [Key.Version] = MetadataTexts.Of(Version),
            [Key.Name] = network.Name,
        };
        NetworkDefinition definition = network.Parameters.Definition;
        texts[Key.Rows] = MetadataTexts.Of(definition.Images.Rows);
        texts[Key.Columns] = MetadataTexts.Of(definition.Images.Columns);
        texts[Key.Outputs] = MetadataTexts.Of(definition.Outputs);
        SettingMetadata.Write(texts, definition.Settings with { WeightScale = network.WeightScale, Engine = network.Engine }, SettingMetadata.OfNetworks);
        texts[Key.WeightLayout] = WeightLayout.Of(definition.Architecture);
        texts[Key.WeightSeed] = MetadataTexts.Of(network.Seed);
        texts[Key.TrainedBatches] = MetadataTexts.Of(network.TrainedBatches);
        if (network.Training is { } training)
            SettingMetadata.Write(texts, training, SettingMetadata.OfTrainings);

        texts[Key.Digest] = digest;
        return texts;
    }

    /// <summary>The network that the file holds the numbers of, without making room for it: its tensors are then held against the file's.</summary>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public NetworkDefinition ReadDefinition() => _texts.InRange(
        () => NetworkDefinition.Of(ReadSettings(), new ImageShape(_texts.Integer(Key.Rows), _texts.Integer(Key.Columns)), _texts.Integer(Key.Outputs)));

    /// <summary>The network with everything known of it.</summary>
    /// <param name="parameters">Its numbers.</param>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public SavedNetwork ReadNetwork(NetworkParameters parameters) => _texts.InRange(() =>
    {
        ExperimentSettings settings = ReadSettings();
        return new SavedNetwork
        {
            Parameters = parameters,
            Name = _texts.Required(Key.Name),
            WeightScale = settings.WeightScale,
            Seed = _texts.Integer(Key.WeightSeed),
            Engine = settings.Engine,
            TrainedBatches = _texts.Integer(Key.TrainedBatches),
            Training = SettingMetadata.OfTrainings.All(setting => _texts.Optional(SettingMetadata.Key(setting)) is null)
                ? null
                : SettingMetadata.Read(_texts, new Experiment(settings), SettingMetadata.OfTrainings),
        };
    });

    /// <summary>Compares tensors with the digest that was saved with them.</summary>
    /// <exception cref="StorageException">They differ.</exception>
    public void CheckDigest(IEnumerable<NamedTensor> tensors)
    {
        string expected = _texts.Required(Key.Digest);
        string actual = SafetensorsFile.Digest(tensors);
        if (actual != expected)
            throw _texts.Refusal($"The SHA-256 of its tensors is {actual}, not {expected} as its metadata says:"
                + " the numbers are not those that were saved.");
    }

    private ExperimentSettings ReadSettings() => SettingMetadata.Read(_texts, new ExperimentSettings(), SettingMetadata.OfNetworks);

    private static class Key
    {
        public const string Format = "format";
        public const string Version = "version";
        public const string Name = "name";
        public const string Rows = "rows";
        public const string Columns = "columns";
        public const string Outputs = "outputs";
        public const string WeightLayout = "weight_layout";
        public const string WeightSeed = "weight_seed";
        public const string TrainedBatches = "trained_batches";
        public const string Digest = "tensors_sha256";
    }
}

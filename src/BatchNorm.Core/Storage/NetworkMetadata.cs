using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Training;

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
        DefinitionMetadata.Write(texts, network.Parameters.Definition);
        texts[Key.WeightScale] = MetadataTexts.Of(network.WeightScale);
        texts[Key.WeightSeed] = MetadataTexts.Of(network.Seed);
        texts[Key.Engine] = network.Engine.ToString();
        texts[Key.TrainedBatches] = MetadataTexts.Of(network.TrainedBatches);
        if (network.Dataset is { } dataset)
            texts[Key.Dataset] = dataset;
        if (network.Training is { } training)
        {
            texts[Key.LearningRate] = MetadataTexts.Of(training.LearningRate);
            texts[Key.TrainingBatches] = MetadataTexts.Of(training.TrainingBatches);
            texts[Key.BatchesPerSample] = MetadataTexts.Of(training.BatchesPerSample);
            texts[Key.BatchSize] = MetadataTexts.Of(training.BatchSize);
            texts[Key.TrainingSeed] = MetadataTexts.Of(training.Seed);
        }

        texts[Key.Digest] = digest;
        return texts;
    }

    /// <summary>The network that the file holds the numbers of.</summary>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public NetworkDefinition ReadDefinition() => _texts.InRange(() => DefinitionMetadata.Read(_texts));

    /// <summary>The network with everything known of it.</summary>
    /// <param name="parameters">Its numbers.</param>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public SavedNetwork ReadNetwork(NetworkParameters parameters) => _texts.InRange(() => new SavedNetwork
    {
        Parameters = parameters,
        Name = _texts.Required(Key.Name),
        WeightScale = _texts.Number(Key.WeightScale),
        Seed = _texts.Integer(Key.WeightSeed),
        Engine = _texts.OneOf<EngineKind>(Key.Engine),
        TrainedBatches = _texts.Integer(Key.TrainedBatches),
        Training = ReadTraining(),
        Dataset = _texts.Optional(Key.Dataset),
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

    private TrainingSettings? ReadTraining()
    {
        string[] keys = [Key.LearningRate, Key.TrainingBatches, Key.BatchesPerSample, Key.BatchSize, Key.TrainingSeed];
        return keys.All(key => _texts.Optional(key) is null) ? null : new TrainingSettings
        {
            LearningRate = _texts.Number(Key.LearningRate),
            TrainingBatches = _texts.Integer(Key.TrainingBatches),
            BatchesPerSample = _texts.Integer(Key.BatchesPerSample),
            BatchSize = _texts.Integer(Key.BatchSize),
            Seed = _texts.Integer(Key.TrainingSeed),
        };
    }

    private static class Key
    {
        public const string Format = "format";
        public const string Version = "version";
        public const string Name = "name";
        public const string WeightScale = "weight_scale";
        public const string WeightSeed = "weight_seed";
        public const string Engine = "engine";
        public const string TrainedBatches = "trained_batches";
        public const string Dataset = "dataset";
        public const string LearningRate = "learning_rate";
        public const string TrainingBatches = "training_batches";
        public const string BatchesPerSample = "batches_per_sample";
        public const string BatchSize = "batch_size";
        public const string TrainingSeed = "training_seed";
        public const string Digest = "tensors_sha256";
    }
}

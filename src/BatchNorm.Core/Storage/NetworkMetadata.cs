using System.Globalization;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Storage;

/// <summary>
/// What a network file says beside its numbers, as texts: numbers in the invariant culture, floating-point ones with as many
/// digits as bring back the same value. Keys it does not know are left alone.
/// </summary>
internal sealed class NetworkMetadata
{
    private const string Format = "BatchNorm";
    private const int Version = 1;

    /// <summary>
    /// The weight matrices stand as the formulas have them, and lie in the file as this module computes with them. PyTorch's
    /// Linear keeps the transpose, so the file says which it is.
    /// </summary>
    private const string WeightLayout = "[inputs, outputs], y = x W; the transpose of PyTorch's Linear.weight";

    private const string KernelLayout = WeightLayout
        + "; of a convolution, inputs are maps below x kernel height x kernel width: transposed and reshaped, PyTorch's Conv2d.weight";

    private const string Done = "done", Skipped = "skipped";

    private readonly string _path;
    private readonly IReadOnlyDictionary<string, string> _texts;

    /// <summary>Begins to read the metadata of a file.</summary>
    /// <exception cref="StorageException">This module did not write it, or a newer version did.</exception>
    public NetworkMetadata(SafetensorsFile file)
    {
        _path = file.Path;
        _texts = file.Metadata;
        if (Optional(Key.Format) != Format)
            throw Refusal("It is a safetensors file, but not one of a network saved by BatchNorm.");

        int version = Integer(Key.Version);
        if (version > Version)
            throw Refusal($"A newer BatchNorm saved it, as version {version} of the file format;"
                + $" this one reads version {Version}. Update the module.");
        if (version != Version)
            throw Refusal($"Its file format version is {version}; there never was such a version.");
    }

    /// <summary>What is written beside a network's numbers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="digest">The digest of its tensors.</param>
    public static IReadOnlyDictionary<string, string> Of(SavedNetwork network, string digest)
    {
        NetworkDefinition definition = network.Parameters.Definition;
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Key.Format] = Format,
            [Key.Version] = Text(Version),
            [Key.Name] = network.Name,
            [Key.Architecture] = definition.Architecture.ToString(),
        };
        WriteShape(texts, definition);
        texts[Key.Activation] = definition.Activation.ToString();
        if (definition.BatchNorm is { } batchNorm)
        {
            texts[Key.Epsilon] = Text(batchNorm.Epsilon);
            texts[Key.Decay] = Text(batchNorm.Decay);
            texts[Key.Placement] = batchNorm.Placement.ToString();
            texts[Key.PopulationUpdate] = batchNorm.SkipPopulationUpdate ? Skipped : Done;
            if (batchNorm.Implementation is { } implementation)
                texts[Key.Implementation] = implementation.ToString();
        }

        texts[Key.WeightScale] = Text(network.WeightScale);
        texts[Key.WeightSeed] = Text(network.Seed);
        texts[Key.Engine] = network.Engine.ToString();
        texts[Key.TrainedBatches] = Text(network.TrainedBatches);
        if (network.Dataset is { } dataset)
            texts[Key.Dataset] = dataset;
        if (network.Training is { } training)
        {
            texts[Key.LearningRate] = Text(training.LearningRate);
            texts[Key.TrainingBatches] = Text(training.TrainingBatches);
            texts[Key.BatchesPerSample] = Text(training.BatchesPerSample);
            texts[Key.BatchSize] = Text(training.BatchSize);
            texts[Key.TrainingSeed] = Text(training.Seed);
        }

        texts[Key.Digest] = digest;
        return texts;
    }

    /// <summary>The network that the file holds the numbers of.</summary>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public NetworkDefinition ReadDefinition() => InRange<NetworkDefinition>(() => OneOf<Architecture>(Key.Architecture) switch
    {
        Architecture.FullyConnected => ReadFullyConnected(),
        Architecture.Convolutional => ReadConvolutional(),
        var other => throw Refusal($"This version cannot read networks of the {other} architecture."),
    });

    /// <summary>The network with everything known of it.</summary>
    /// <param name="parameters">Its numbers.</param>
    /// <exception cref="StorageException">Something is missing or out of its range.</exception>
    public SavedNetwork ReadNetwork(NetworkParameters parameters) => InRange(() => new SavedNetwork
    {
        Parameters = parameters,
        Name = Required(Key.Name),
        WeightScale = Number(Key.WeightScale),
        Seed = Integer(Key.WeightSeed),
        Engine = OneOf<EngineKind>(Key.Engine),
        TrainedBatches = Integer(Key.TrainedBatches),
        Training = ReadTraining(),
        Dataset = Optional(Key.Dataset),
    });

    /// <summary>Compares tensors with the digest that was saved with them.</summary>
    /// <exception cref="StorageException">They differ.</exception>
    public void CheckDigest(IEnumerable<NamedTensor> tensors)
    {
        string expected = Required(Key.Digest);
        string actual = SafetensorsFile.Digest(tensors);
        if (actual != expected)
            throw Refusal($"The SHA-256 of its tensors is {actual}, not {expected} as its metadata says:"
                + " the numbers are not those that were saved.");
    }

    private static void WriteShape(OrderedDictionary<string, string> texts, NetworkDefinition definition)
    {
        switch (definition)
        {
            case FullyConnectedDefinition fullyConnected:
                texts[Key.Widths] = Text(fullyConnected.Widths);
                texts[Key.WeightLayout] = WeightLayout;
                break;
            case ConvolutionalDefinition convolutional:
                texts[Key.Inputs] = Text(convolutional.Inputs);
                texts[Key.FeatureMaps] = Text(convolutional.FeatureMaps);
                texts[Key.KernelSize] = Text(convolutional.KernelSize);
                texts[Key.HiddenLayers] = Text(convolutional.HiddenLayers);
                texts[Key.Outputs] = Text(convolutional.Outputs);
                texts[Key.WeightLayout] = KernelLayout;
                break;
            default:
                throw new ArgumentException($"Networks of the {definition.Architecture} architecture cannot be saved.");
        }
    }

    private FullyConnectedDefinition ReadFullyConnected()
    {
        int[] widths = Integers(Key.Widths);
        if (widths.Length < 2)
            throw Refusal("Its widths are fewer than two, inputs and outputs.");
        return new FullyConnectedDefinition(
            widths[0], widths[1..^1], widths[^1], OneOf<Activation>(Key.Activation), ReadBatchNorm());
    }

    private ConvolutionalDefinition ReadConvolutional() => new(
        Integer(Key.Inputs), Integers(Key.FeatureMaps), Integer(Key.KernelSize),
        Required(Key.HiddenLayers).Length == 0 ? [] : Integers(Key.HiddenLayers), Integer(Key.Outputs),
        OneOf<Activation>(Key.Activation), ReadBatchNorm());

    private BatchNormSettings? ReadBatchNorm() => Optional(Key.Epsilon) is null && Optional(Key.Decay) is null
        ? null
        : new BatchNormSettings
        {
            Epsilon = Number(Key.Epsilon),
            Decay = Number(Key.Decay),
            Placement = OneOf<BatchNormPlacement>(Key.Placement),
            SkipPopulationUpdate = Required(Key.PopulationUpdate) switch
            {
                Skipped => true,
                Done => false,
                var other => throw Refusal($"In its metadata, '{Key.PopulationUpdate}' is '{other}', neither {Done} nor {Skipped}."),
            },
            Implementation = Optional(Key.Implementation) is null ? null : OneOf<BatchNormImplementation>(Key.Implementation),
        };

    private TrainingSettings? ReadTraining()
    {
        string[] keys = [Key.LearningRate, Key.TrainingBatches, Key.BatchesPerSample, Key.BatchSize, Key.TrainingSeed];
        return !keys.Any(_texts.ContainsKey) ? null : new TrainingSettings
        {
            LearningRate = Number(Key.LearningRate),
            TrainingBatches = Integer(Key.TrainingBatches),
            BatchesPerSample = Integer(Key.BatchesPerSample),
            BatchSize = Integer(Key.BatchSize),
            Seed = Integer(Key.TrainingSeed),
        };
    }

    /// <summary>Settings check their own ranges; where they object, the file is to blame.</summary>
    private T InRange<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentException outOfRange)
        {
            string objection = outOfRange.Message.ReplaceLineEndings(" ");
            throw new StorageException(_path, $"Its metadata is out of range: {objection}", outOfRange);
        }
    }

    private string? Optional(string key) => _texts.GetValueOrDefault(key);

    private string Required(string key) => Optional(key) ?? throw Refusal($"Its metadata lacks '{key}'.");

    private int[] Integers(string key) => [.. Required(key).Split(',').Select(number => Integer(key, number))];

    private int Integer(string key) => Integer(key, Required(key));

    private int Integer(string key, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Refusal($"In its metadata, '{key}' has '{text}' where a whole number of 32 bits belongs.");

    private double Number(string key) =>
        double.TryParse(Required(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Refusal($"In its metadata, '{key}' is '{Required(key)}', not a number.");

    private T OneOf<T>(string key)
        where T : struct, Enum
    {
        // Enum.Parse would take numbers and lists of names as well.
        string text = Required(key);
        return Array.IndexOf(Enum.GetNames<T>(), text) is >= 0 and int index
            ? Enum.GetValues<T>()[index]
            : throw Refusal($"In its metadata, '{key}' is '{text}', none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private StorageException Refusal(string reason) => new(_path, reason);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<int> values) => string.Join(',', values.Select(Text));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static class Key
    {
        public const string Format = "format";
        public const string Version = "version";
        public const string Name = "name";
        public const string Architecture = "architecture";
        public const string Widths = "widths";
        public const string WeightLayout = "weight_layout";
        public const string Inputs = "inputs";
        public const string Outputs = "outputs";
        public const string HiddenLayers = "hidden_layers";
        public const string FeatureMaps = "feature_maps";
        public const string KernelSize = "kernel_size";
        public const string Activation = "activation";
        public const string Epsilon = "epsilon";
        public const string Decay = "decay";
        public const string Placement = "placement";
        public const string PopulationUpdate = "population_update";
        public const string Implementation = "implementation";
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

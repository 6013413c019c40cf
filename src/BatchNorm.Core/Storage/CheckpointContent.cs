using System.Security.Cryptography;
using System.Text;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Optimizers;
using BatchNorm.Randomness;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Storage;

/// <summary>The texts and tensors of a checkpoint's file.</summary>
/// <param name="Texts">The metadata, with the digest of it and of the tensors.</param>
/// <param name="Tensors">The tensors, in their order.</param>
internal sealed record CheckpointContent(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<StoredTensor> Tensors)
{
    private const string Format = "BatchNorm.Checkpoint";
    private const int Version = 1;
    private const string OfNetwork = "network.", OfOptimizer = "optimizer.", OfIdentity = "identity.";

    private static readonly SettingText<double?> OptionalNumber = SettingText.Optional(SettingText.Number);

    /// <summary>What a training becomes in a file.</summary>
    public static CheckpointContent Of(TrainingState state)
    {
        StoredTensor[] tensors =
        [
            .. Prefixed(OfNetwork, state.Network.Network.Tensors),
            .. Prefixed(OfOptimizer, state.Network.Optimizer?.Memory ?? []),
            new("scales", [state.Network.Network.Scales.Count], [.. state.Network.Network.Scales.Select(scale => scale.Value)]),
            SampleTable.Of(state.Samples),
            SampleTable.Of(state.ActivationSamples),
            .. state.LayerSamples.Count == 0 ? Array.Empty<StoredTensor>() : [SampleTable.Of(state.LayerSamples)],
            .. state.LandscapeSamples.Count == 0 ? Array.Empty<StoredTensor>() : [SampleTable.Of(state.LandscapeSamples)],
        ];
        Dictionary<string, string> texts = TextsOf(state);
        texts[Key.Digest] = Digest(texts, tensors);
        return new CheckpointContent(texts, tensors);
    }

    /// <summary>The training in a file.</summary>
    /// <exception cref="StorageException">It is damaged, it is none, or another version wrote it.</exception>
    public static TrainingState Read(SafetensorsFile file)
    {
        var texts = new MetadataTexts(file);
        if (texts.Optional(Key.Format) != Format)
            throw texts.Refusal("It is a safetensors file, but not the checkpoint of a training.");
        if (texts.Integer(Key.Version) != Version)
            throw texts.Refusal($"Its format is version {texts.Integer(Key.Version)}; this module reads version {Version}.");

        StoredTensor[] tensors = [.. file.Tensors.Select(entry => Stored(file, entry))];
        string digest = Digest(file.Metadata, tensors);
        if (texts.Required(Key.Digest) != digest)
            throw texts.Refusal($"The SHA-256 of its content is {digest}, not {texts.Required(Key.Digest)} as it says: it is damaged.");
        return texts.InRange(() => StateOf(file, texts));
    }

    /// <summary>How many steps the training in a file has done, as its header says; null where that is none of a checkpoint.</summary>
    public static int? ReadCompletedBatches(SafetensorsFile file)
    {
        var texts = new MetadataTexts(file);
        return texts.Optional(Key.Format) == Format ? texts.Integer(Key.CompletedBatches) : null;
    }

    private static TrainingState StateOf(SafetensorsFile file, MetadataTexts texts) => new()
    {
        Identity = new TrainingIdentity(file.Metadata.Where(text => text.Key.StartsWith(OfIdentity, StringComparison.Ordinal))
            .ToDictionary(text => text.Key[OfIdentity.Length..], text => text.Value, StringComparer.Ordinal)),
        Network = new NeuralNetState(NetworkOf(file, texts), OptimizerOf(file, texts), OrderOf(texts), texts.Integer(Key.TrainedBatches)),
        CompletedBatches = texts.Integer(Key.CompletedBatches),
        InitialWeightsHash = texts.Required(Key.InitialWeights),
        Samples = SampleTable.ReadSamples(file),
        ActivationSamples = SampleTable.ReadActivationSamples(file),
        LayerSamples = SampleTable.ReadLayerSamples(file),
        LandscapeSamples = SampleTable.ReadLandscapeSamples(file),
        HasDiverged = texts.Value(Key.HasDiverged, SettingText.Flag),
        Elapsed = TimeSpan.FromTicks(texts.WholeNumber<long>(Key.Elapsed)),
    };

    private static NetworkState NetworkOf(SafetensorsFile file, MetadataTexts texts)
    {
        string[] scaled = texts.Required(Key.Scaled).Split(',', StringSplitOptions.RemoveEmptyEntries);
        double[] scales = SampleTable.Numbers(file, "scales", [scaled.Length]);
        return new NetworkState(
            Unprefixed(OfNetwork, file),
            [.. scaled.Zip(scales, (name, scale) => new NamedScale(name, scale))],
            texts.Optional(Key.NoiseDrawn) is null
                ? null
                : new RandomPosition(texts.WholeNumber<ulong>(Key.NoiseDrawn), texts.Value(Key.NoiseSpare, OptionalNumber)));
    }

    private static OptimizerState OptimizerOf(SafetensorsFile file, MetadataTexts texts) => new(
        new OptimizerSettings(texts.Value(Key.Optimizer, SettingText.Name<OptimizerKind>()), texts.Value(Key.Momentum, OptionalNumber)),
        texts.WholeNumber<long>(Key.OptimizerSteps),
        Unprefixed(OfOptimizer, file));

    private static BatchOrderState OrderOf(MetadataTexts texts) => new(
        texts.Required(Key.OrderData), texts.Integer(Key.OrderImages), texts.Integer(Key.OrderSeed), texts.WholeNumber<long>(Key.OrderTaken));

    private static Dictionary<string, string> TextsOf(TrainingState state)
    {
        NeuralNetState network = state.Network;
        if (network is not { Optimizer: { } optimizer, Order: { } order })
            throw new ArgumentException("A training of which no step is done has nothing to be kept.", nameof(state));

        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Key.Format] = Format,
            [Key.Version] = MetadataTexts.Of(Version),
            [Key.CompletedBatches] = MetadataTexts.Of(state.CompletedBatches),
            [Key.Elapsed] = MetadataTexts.Of(state.Elapsed.Ticks),
            [Key.HasDiverged] = SettingText.Flag.Write(state.HasDiverged),
            [Key.InitialWeights] = state.InitialWeightsHash,
            [Key.TrainedBatches] = MetadataTexts.Of(network.TrainedBatches),
            [Key.Optimizer] = SettingText.Name<OptimizerKind>().Write(optimizer.Settings.Kind),
            [Key.Momentum] = OptionalNumber.Write(optimizer.Settings.Momentum),
            [Key.OptimizerSteps] = MetadataTexts.Of(optimizer.Steps),
            [Key.OrderData] = order.DatasetHash,
            [Key.OrderImages] = MetadataTexts.Of(order.Images),
            [Key.OrderSeed] = MetadataTexts.Of(order.Seed),
            [Key.OrderTaken] = MetadataTexts.Of(order.Taken),
            [Key.Scaled] = string.Join(',', network.Network.Scales.Select(scale => scale.Tensor)),
        };
        if (network.Network.Noise is { } noise)
        {
            texts[Key.NoiseDrawn] = MetadataTexts.Of(noise.Drawn);
            texts[Key.NoiseSpare] = OptionalNumber.Write(noise.SpareNormal);
        }

        foreach ((string name, string text) in state.Identity.Texts)
            texts[OfIdentity + name] = text;
        return texts;
    }

    /// <summary>The SHA-256 of all texts but itself, by their keys, and of all tensors with their names and shapes, in their order.</summary>
    private static string Digest(IReadOnlyDictionary<string, string> texts, IEnumerable<StoredTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string key, string text) in texts.Where(text => text.Key != Key.Digest).OrderBy(text => text.Key, StringComparer.Ordinal))
            Append($"{key.Length} {key} {text.Length} {text}");
        foreach (StoredTensor tensor in tensors)
        {
            Append($"{tensor.Name.Length} {tensor.Name} {TensorEntry.Text(tensor.Shape)} {tensor.ElementType}");
            hash.AppendData(tensor.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(FormattableString text) => hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));
    }

    private static StoredTensor Stored(SafetensorsFile file, TensorEntry entry) => entry.ElementType switch
    {
        ElementType.F32 => new StoredTensor(file.Read(entry)),
        ElementType.F64 => new StoredTensor(entry.Name, entry.Shape, file.ReadDoubles(entry)),
        var other => throw new StorageException(file.Path, $"Its tensor '{entry.Name}' is of dtype {other}, which no checkpoint has: it is damaged."),
    };

    private static IEnumerable<StoredTensor> Prefixed(string prefix, IEnumerable<NamedTensor> tensors) =>
        tensors.Select(tensor => new StoredTensor(tensor with { Name = prefix + tensor.Name }));

    private static NamedTensor[] Unprefixed(string prefix, SafetensorsFile file) =>
    [
        .. from entry in file.Tensors
           where entry.Name.StartsWith(prefix, StringComparison.Ordinal)
           let tensor = file.Read(entry)
           select tensor with { Name = tensor.Name[prefix.Length..] },
    ];

    private static class Key
    {
        public const string Format = "format";
        public const string Version = "version";
        public const string CompletedBatches = "completed_batches";
        public const string Elapsed = "elapsed_ticks";
        public const string HasDiverged = "has_diverged";
        public const string InitialWeights = "initial_weights_sha256";
        public const string TrainedBatches = "trained_batches";
        public const string Optimizer = "optimizer";
        public const string Momentum = "momentum";
        public const string OptimizerSteps = "optimizer_steps";
        public const string OrderData = "order_dataset_sha256";
        public const string OrderImages = "order_images";
        public const string OrderSeed = "order_seed";
        public const string OrderTaken = "order_taken";
        public const string Scaled = "scaled";
        public const string NoiseDrawn = "noise_drawn";
        public const string NoiseSpare = "noise_spare_normal";
        public const string Digest = "content_sha256";
    }
}

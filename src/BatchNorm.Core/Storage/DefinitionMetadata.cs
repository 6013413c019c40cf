using BatchNorm.Data;
using BatchNorm.Networks;

namespace BatchNorm.Storage;

/// <summary>A network's definition among the texts of a file's metadata.</summary>
internal static class DefinitionMetadata
{
    /// <summary>
    /// The weight matrices stand as the formulas have them, and lie in the file as this module computes with them. PyTorch's
    /// Linear keeps the transpose, so the file says which it is.
    /// </summary>
    private const string WeightLayout = "[inputs, outputs], y = x W; the transpose of PyTorch's Linear.weight";

    private const string KernelLayout = WeightLayout
        + "; of a convolution, inputs are maps below x kernel height x kernel width: transposed and reshaped, PyTorch's Conv2d.weight";

    private const string GateLayout = WeightLayout + "; columns of the forget, input and output gates, then of the candidate";

    private const string ByPixels = "pixels", ByRows = "rows";

    private const string Permuted = "permuted", InOrder = "in order";

    private const string Done = "done", Skipped = "skipped";

    /// <summary>Writes what network it is.</summary>
    public static void Write(IDictionary<string, string> texts, NetworkDefinition definition)
    {
        texts[Key.Architecture] = definition.Architecture.ToString();
        texts[Key.Rows] = MetadataTexts.Of(definition.Images.Rows);
        texts[Key.Columns] = MetadataTexts.Of(definition.Images.Columns);
        WriteShape(texts, definition);
        texts[Key.Activation] = definition.Activation.ToString();
        if (definition.BatchNorm is { } batchNorm)
        {
            texts[Key.Epsilon] = MetadataTexts.Of(batchNorm.Epsilon);
            texts[Key.Decay] = MetadataTexts.Of(batchNorm.Decay);
            texts[Key.Placement] = batchNorm.Placement.ToString();
            texts[Key.PopulationUpdate] = batchNorm.SkipPopulationUpdate ? Skipped : Done;
            if (batchNorm.Implementation is { } implementation)
                texts[Key.Implementation] = implementation.ToString();
        }
    }

    /// <summary>Reads what network it is, without making room for it: its tensors are then held against the file's.</summary>
    /// <exception cref="StorageException">Something is missing or malformed.</exception>
    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    public static NetworkDefinition Read(MetadataTexts texts) => texts.OneOf<Architecture>(Key.Architecture) switch
    {
        Architecture.FullyConnected => ReadFullyConnected(texts),
        Architecture.Convolutional => ReadConvolutional(texts),
        Architecture.Recurrent => ReadRecurrent(texts),
        var other => throw texts.Refusal($"This version cannot read networks of the {other} architecture."),
    };

    private static void WriteShape(IDictionary<string, string> texts, NetworkDefinition definition)
    {
        switch (definition)
        {
            case FullyConnectedDefinition fullyConnected:
                texts[Key.Widths] = MetadataTexts.Of(fullyConnected.Widths);
                texts[Key.WeightLayout] = WeightLayout;
                break;
            case ConvolutionalDefinition convolutional:
                texts[Key.FeatureMaps] = MetadataTexts.Of(convolutional.FeatureMaps);
                texts[Key.KernelSize] = MetadataTexts.Of(convolutional.KernelSize);
                texts[Key.HiddenLayers] = MetadataTexts.Of(convolutional.HiddenLayers);
                texts[Key.Outputs] = MetadataTexts.Of(convolutional.Outputs);
                texts[Key.WeightLayout] = KernelLayout;
                break;
            case RecurrentDefinition recurrent:
                texts[Key.Units] = MetadataTexts.Of(recurrent.Units);
                texts[Key.Outputs] = MetadataTexts.Of(recurrent.Outputs);
                texts[Key.Reading] = recurrent.PixelByPixel ? ByPixels : ByRows;
                texts[Key.PixelOrder] = recurrent.Permuted ? Permuted : InOrder;
                texts[Key.WeightLayout] = GateLayout;
                break;
            default:
                throw new ArgumentException($"Networks of the {definition.Architecture} architecture cannot be saved.");
        }
    }

    private static FullyConnectedDefinition ReadFullyConnected(MetadataTexts texts)
    {
        int[] widths = texts.Integers(Key.Widths);
        if (widths.Length < 2)
            throw texts.Refusal("Its widths are fewer than two, inputs and outputs.");
        ImageShape images = ReadImages(texts);
        if (widths[0] != images.Pixels)
            throw texts.Refusal($"Its widths begin with {widths[0]} inputs, but images of {images} pixels have {images.Pixels}.");
        return new FullyConnectedDefinition(
            images, widths[1..^1], widths[^1], texts.OneOf<Activation>(Key.Activation), ReadBatchNorm(texts));
    }

    private static ConvolutionalDefinition ReadConvolutional(MetadataTexts texts) => new(
        ReadImages(texts), texts.Integers(Key.FeatureMaps), texts.Integer(Key.KernelSize),
        texts.Required(Key.HiddenLayers).Length == 0 ? [] : texts.Integers(Key.HiddenLayers), texts.Integer(Key.Outputs),
        texts.OneOf<Activation>(Key.Activation), ReadBatchNorm(texts));

    private static RecurrentDefinition ReadRecurrent(MetadataTexts texts) => new(
        ReadImages(texts), texts.Integer(Key.Units), texts.Integer(Key.Outputs), texts.OneOf<Activation>(Key.Activation), ReadBatchNorm(texts),
        texts.IsFirst(Key.Reading, ByPixels, ByRows), texts.IsFirst(Key.PixelOrder, Permuted, InOrder));

    private static ImageShape ReadImages(MetadataTexts texts) => new(texts.Integer(Key.Rows), texts.Integer(Key.Columns));

    private static BatchNormSettings? ReadBatchNorm(MetadataTexts texts) => texts.Optional(Key.Epsilon) is null && texts.Optional(Key.Decay) is null
        ? null
        : new BatchNormSettings
        {
            Epsilon = texts.Number(Key.Epsilon),
            Decay = texts.Number(Key.Decay),
            Placement = texts.OneOf<BatchNormPlacement>(Key.Placement),
            SkipPopulationUpdate = texts.IsFirst(Key.PopulationUpdate, Skipped, Done),
            Implementation = texts.Optional(Key.Implementation) is null ? null : texts.OneOf<BatchNormImplementation>(Key.Implementation),
        };

    private static class Key
    {
        public const string Architecture = "architecture";
        public const string Widths = "widths";
        public const string WeightLayout = "weight_layout";
        public const string Rows = "rows";
        public const string Columns = "columns";
        public const string Outputs = "outputs";
        public const string HiddenLayers = "hidden_layers";
        public const string FeatureMaps = "feature_maps";
        public const string KernelSize = "kernel_size";
        public const string Units = "units";
        public const string Reading = "reading";
        public const string PixelOrder = "pixel_order";
        public const string Activation = "activation";
        public const string Epsilon = "epsilon";
        public const string Decay = "decay";
        public const string Placement = "placement";
        public const string PopulationUpdate = "population_update";
        public const string Implementation = "implementation";
    }
}

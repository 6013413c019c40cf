using BatchNorm.Experiments;
using BatchNorm.Networks;

namespace BatchNorm.Reporting;

/// <summary>A setting of comparisons in words.</summary>
/// <param name="Property">Its name in <see cref="BatchNormComparison"/>.</param>
/// <param name="Label">What a table calls it.</param>
/// <param name="Value">Its value in words; empty where the network has no such thing.</param>
/// <param name="Phrase">It and its value, as in a title; empty where it is as usual, which goes without saying.</param>
internal sealed record ReportSetting(
    string Property, string Label, Func<BatchNormComparison, string> Value, Func<BatchNormComparison, string> Phrase)
{
    /// <summary>How many of <see cref="All"/>, from the first, are the lesson's own parameters, which describe an experiment in short.</summary>
    public const int MainCount = 3;

    /// <summary>Every setting that can make two groups of comparisons: what a report does not name it cannot tell apart.</summary>
    public static IReadOnlyList<ReportSetting> All { get; } =
    [
        new(nameof(BatchNormComparison.Activation), "Activation", pair => $"{pair.Activation}", pair => $"{pair.Activation}"),
        new(nameof(BatchNormComparison.LearningRate), "Learning rate",
            pair => Words.Plain(pair.LearningRate), pair => $"learning rate {Words.Plain(pair.LearningRate)}"),
        new(nameof(BatchNormComparison.WeightScale), "Weight scale",
            pair => Words.Plain(pair.WeightScale), pair => $"weight scale {Words.Plain(pair.WeightScale)}"),
        new(nameof(BatchNormComparison.Architecture), "Architecture",
            pair => ArchitectureOf(pair), pair => pair.Architecture == Architecture.FullyConnected ? "" : ArchitectureOf(pair)),
        new(nameof(BatchNormComparison.FeatureMaps), "Feature maps",
            pair => pair.FeatureMaps.Length == 0 ? "" : Layers(pair.FeatureMaps), pair => pair.FeatureMaps.Length == 0 ? "" : $"{Layers(pair.FeatureMaps)} feature maps"),
        new(nameof(BatchNormComparison.KernelSize), "Kernels",
            pair => pair.KernelSize is { } size ? $"{size} x {size}" : "",
            pair => pair.KernelSize is { } size ? $"{size} x {size} kernels" : ""),
        new(nameof(BatchNormComparison.PixelByPixel), "Images read",
            pair => !IsRecurrent(pair) ? "" : pair.PixelByPixel ? "pixel by pixel" : "row by row",
            pair => pair.PixelByPixel ? "pixel by pixel" : ""),
        new(nameof(BatchNormComparison.Permuted), "Pixels permuted",
            pair => !IsRecurrent(pair) ? "" : pair.Permuted ? "yes" : "no", pair => pair.Permuted ? "permuted" : ""),
        new(nameof(BatchNormComparison.HiddenLayer), "Hidden layers",
            pair => Layers(pair.HiddenLayer), pair => $"hidden layers {Layers(pair.HiddenLayer)}"),
        new(nameof(BatchNormComparison.BatchSize), "Batch size",
            pair => Words.Number(pair.BatchSize), pair => $"batches of {Words.Number(pair.BatchSize)}"),
        new(nameof(BatchNormComparison.TrainingBatches), "Batches",
            pair => Words.Number(pair.TrainingBatches), pair => Words.Many(pair.TrainingBatches, "batch", "batches")),
        new(nameof(BatchNormComparison.BatchesPerSample), "Sampled every",
            pair => Words.Number(pair.BatchesPerSample), pair => $"sampled every {Words.Number(pair.BatchesPerSample)}"),
        new(nameof(BatchNormComparison.Placement), "Normalization",
            pair => IsAfterActivation(pair) ? "after the activation" : "before the activation",
            pair => IsAfterActivation(pair) ? "normalized after the activation" : ""),
        new(nameof(BatchNormComparison.Implementation), "Implementation",
            pair => pair.Implementation is { } implementation ? $"{implementation}" : "the engine\u2019s own",
            pair => pair.Implementation is { } implementation ? $"{implementation} implementation" : ""),
        new(nameof(BatchNormComparison.Epsilon), "Epsilon",
            pair => Optional(pair.Epsilon), pair => pair.Epsilon is { } value ? $"epsilon {Words.Plain(value)}" : ""),
        new(nameof(BatchNormComparison.Decay), "Decay",
            pair => Optional(pair.Decay), pair => pair.Decay is { } value ? $"decay {Words.Plain(value)}" : ""),
        new(nameof(BatchNormComparison.SkipPopulationUpdate), "Population statistics",
            pair => pair.SkipPopulationUpdate ? "never updated" : "updated",
            pair => pair.SkipPopulationUpdate ? "population statistics never updated" : ""),
        new(nameof(BatchNormComparison.UseBatchStatistics), "Tested with",
            pair => pair.UseBatchStatistics ? "batch statistics" : "population statistics",
            pair => pair.UseBatchStatistics ? "tested with batch statistics" : ""),
        new(nameof(BatchNormComparison.IndividualPredictions), "Single predictions",
            pair => pair.IndividualPredictions == 0 ? "none" : Words.Number(pair.IndividualPredictions),
            pair => pair.IndividualPredictions == 0 ? "" : Words.Many(pair.IndividualPredictions, "single prediction")),
        new(nameof(BatchNormComparison.Engine), "Engine", pair => $"{pair.Engine}", pair => $"{pair.Engine} engine"),
        new(nameof(BatchNormComparison.Dataset), "Data", pair => pair.Dataset, pair => pair.Dataset),
        new(nameof(BatchNormComparison.DatasetHash), "SHA-256 of the data", pair => Words.Hash(pair.DatasetHash), _ => ""),
    ];

    /// <summary>Whether some comparisons differ in it.</summary>
    public bool Varies(IEnumerable<BatchNormComparison> comparisons) => comparisons.Select(Value).Distinct().Skip(1).Any();

    /// <summary>What an experiment is called by its settings: the lesson's own parameters.</summary>
    public static string InShort(BatchNormComparison comparison) => Join(All.Take(MainCount), comparison);

    /// <summary>Some settings of a comparison, as in a title.</summary>
    public static string Join(IEnumerable<ReportSetting> settings, BatchNormComparison comparison) =>
        string.Join(", ", settings.Select(setting => setting.Phrase(comparison)).Where(phrase => phrase.Length > 0));

    private static string Optional(double? value) => value is { } number ? Words.Plain(number) : "";

    private static bool IsRecurrent(BatchNormComparison pair) => pair.Architecture == Architecture.Recurrent;

    private static bool IsAfterActivation(BatchNormComparison pair) => pair.Placement == BatchNormPlacement.AfterActivation;

    private static string ArchitectureOf(BatchNormComparison pair) => pair.Architecture switch
    {
        Architecture.FullyConnected => "fully connected",
        Architecture.Convolutional => "convolutional",
        Architecture.Recurrent => "recurrent (LSTM)",
        var other => $"{other}",
    };

    private static string Layers(string widths) => widths.Length == 0 ? "none" : widths.Replace(",", ", ", StringComparison.Ordinal);
}

using static BatchNorm.Settings.SettingWords;
using S = BatchNorm.Settings.ExperimentSettings;

namespace BatchNorm.Settings;

/// <summary>
/// All settings, each described once. Grouping, columns, labels, titles, reports, command lines, files, list views and grids are made from
/// this table, in its order; the settings of a grid vary in it too, the last ones fastest.
/// </summary>
public static class SettingTable
{
    private static readonly Architecture[] Convolutional = [Architecture.Convolutional];
    private static readonly Architecture[] Recurrent = [Architecture.Recurrent];

    /// <summary>Every setting.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new Setting<S, string>(nameof(S.Name), "Name", s => s.Name, (s, name) => s with { Name = name }, SettingText.Text)
        {
            Part = SettingPart.Name, Mention = Mention.Never, ChangesResult = false,
        },
        new Setting<S, Activation>(
            nameof(S.Activation), "Activation", s => s.Activation, (s, activation) => s with { Activation = activation }, SettingText.Name<Activation>())
        {
            Part = SettingPart.Network,
            UsualFor = s => s.Architecture == Architecture.Recurrent ? Activation.Tanh : Activation.ReLU,
            Title = s => $"{s.Activation}",
        },
        new Setting<S, Architecture>(
            nameof(S.Architecture), "Architecture", s => s.Architecture, (s, architecture) => s with { Architecture = architecture }, SettingText.Name<Architecture>())
        {
            Part = SettingPart.Network,
            Mention = Mention.WhenUnusual,
            UsualFor = _ => Architecture.FullyConnected,
            Wording = ArchitectureInWords,
            Title = s => s.Architecture == Architecture.Recurrent ? "LSTM" : ArchitectureInWords(s),
        },
        new Setting<S, string>(
            nameof(S.FeatureMaps), "Feature maps", s => s.FeatureMaps, (s, maps) => s with { FeatureMaps = maps }, SettingText.Widths)
        {
            Part = SettingPart.Network,
            Architectures = Convolutional,
            UsualFor = _ => "6,16", // LeNet-5
            Wording = s => InWords(s.FeatureMaps),
            Title = s => $"{InTitle(s.FeatureMaps)} maps",
        },
        new Setting<S, int?>(
            nameof(S.KernelSize), "Kernels", s => s.KernelSize, (s, size) => s with { KernelSize = size }, SettingText.Optional(SettingText.WholeNumber))
        {
            Part = SettingPart.Network,
            Architectures = Convolutional,
            UsualFor = _ => 5, // LeNet-5
            Wording = s => $"{s.KernelSize} x {s.KernelSize}",
            Title = s => $"{s.KernelSize} x {s.KernelSize} kernels",
        },
        new Setting<S, bool?>(
            nameof(S.PixelByPixel), "Images read", s => s.PixelByPixel, (s, isSo) => s with { PixelByPixel = isSo }, SettingText.Optional(SettingText.Flag))
        {
            Part = SettingPart.Network,
            Architectures = Recurrent,
            UsualFor = _ => false,
            Wording = s => s.PixelByPixel is true ? "pixel by pixel" : "row by row",
            Title = s => s.PixelByPixel is true ? "pixel by pixel" : "row by row",
        },
        new Setting<S, bool?>(
            nameof(S.Permuted), "Pixels permuted", s => s.Permuted, (s, isSo) => s with { Permuted = isSo }, SettingText.Optional(SettingText.Flag))
        {
            Part = SettingPart.Network,
            Mention = Mention.WhenUnusual,
            Architectures = Recurrent,
            UsualFor = _ => false,
            Wording = s => s.Permuted is true ? "yes" : "no",
            Title = s => s.Permuted is true ? "permuted" : "in order",
        },
        new Setting<S, string>(
            nameof(S.HiddenLayer), "Hidden layers", s => s.HiddenLayer, (s, widths) => s with { HiddenLayer = widths }, SettingText.Widths)
        {
            Part = SettingPart.Network,
            Mention = Mention.InFull,
            MayBeEmpty = true,
            UsualFor = s => s.Architecture switch
            {
                Architecture.Convolutional => "120,84", // LeNet-5
                Architecture.Recurrent => "100", // Cooijmans et al. 2016
                _ => "100,100,100", // the paper and the lesson
            },
            Wording = s => InWords(s.HiddenLayer),
            Title = s => $"hidden layers {InTitle(s.HiddenLayer)}",
            Legend = s => $"layers {InTitle(s.HiddenLayer)}",
        },
        new Setting<S, OptimizerKind>(
            nameof(S.Optimizer), "Optimizer", s => s.Optimizer, (s, optimizer) => s with { Optimizer = optimizer }, SettingText.Name<OptimizerKind>())
        {
            Part = SettingPart.Training,
            Mention = Mention.WhenUnusual,
            UsualFor = s => s.Architecture == Architecture.Recurrent ? OptimizerKind.RMSProp : OptimizerKind.SGD, // Cooijmans et al. 2016
            Title = s => $"{s.Optimizer}",
        },
        new Setting<S, double?>(
            nameof(S.Momentum), "Momentum", s => s.Momentum, (s, momentum) => s with { Momentum = momentum }, SettingText.Optional(SettingText.Number))
        {
            Part = SettingPart.Training,
            Mention = Mention.WhenUnusual,
            NullIsValue = true,
            UsualFor = s => s.Optimizer == OptimizerKind.SGD ? null : S.UsualMomentum,
            Title = s => s.Momentum is { } momentum ? $"momentum {Number(momentum)}" : "",
        },
        new Setting<S, double>(
            nameof(S.LearningRate), "Learning rate", s => s.LearningRate, (s, rate) => s with { LearningRate = rate }, SettingText.Number)
        {
            Part = SettingPart.Training,
            UsualFor = s => s.Architecture == Architecture.Recurrent ? 0.001 : 0.01,
            Legend = s => $"rate {Number(s.LearningRate)}",
        },
        new Setting<S, double>(
            nameof(S.WeightScale), "Weight scale", s => s.WeightScale, (s, scale) => s with { WeightScale = scale }, SettingText.Number)
        {
            Part = SettingPart.Network,
            UsualFor = s => s.Architecture == Architecture.Recurrent ? 1 : 0.05,
            Title = s => s.Architecture == Architecture.Recurrent
                ? $"orthogonal weights{(s.WeightScale == 1 ? "" : $" times {Number(s.WeightScale)}")}"
                : $"weights N(0, {Number(s.WeightScale)}\u00b2)",
        },
        new Setting<S, int>(
            nameof(S.BatchSize), "Batch size", s => s.BatchSize, (s, size) => s with { BatchSize = size }, SettingText.WholeNumber)
        {
            Part = SettingPart.Training,
            Mention = Mention.InFull,
            Wording = s => Many(s.BatchSize),
            Title = s => $"batches of {Many(s.BatchSize)}",
        },
        new Setting<S, int>(
            nameof(S.TrainingBatches), "Batches", s => s.TrainingBatches, (s, batches) => s with { TrainingBatches = batches }, SettingText.WholeNumber)
        {
            Part = SettingPart.Training,
            Mention = Mention.InFull,
            Wording = s => Many(s.TrainingBatches),
            Title = s => $"{Many(s.TrainingBatches)} {(s.TrainingBatches == 1 ? "step" : "steps")}",
        },
        new Setting<S, int>(
            nameof(S.BatchesPerSample), "Sampled every", s => s.BatchesPerSample, (s, batches) => s with { BatchesPerSample = batches }, SettingText.WholeNumber)
        {
            Part = SettingPart.Training,
            Mention = Mention.InFull,
            ChangesResult = false,
            Wording = s => Many(s.BatchesPerSample),
            Title = s => $"sampled every {Many(s.BatchesPerSample)}",
        },
        new Setting<S, bool>(
            nameof(S.TraceActivation), "Activations traced", s => s.TraceActivation, (s, isSo) => s with { TraceActivation = isSo }, SettingText.Flag)
        {
            Part = SettingPart.Training,
            Mention = Mention.Never,
            TellsApart = false,
            ChangesResult = false,
            Wording = s => s.TraceActivation ? "yes" : "no",
            Title = s => s.TraceActivation ? "activations traced" : "activations not traced",
        },
        new Setting<S, bool>(
            nameof(S.MeasureTraining), "Training measured", s => s.MeasureTraining, (s, isSo) => s with { MeasureTraining = isSo }, SettingText.Flag)
        {
            Part = SettingPart.Training,
            Mention = Mention.Never,
            TellsApart = false,
            ChangesResult = false,
            LeftOutOfKeysAt = bool.FalseString, // no run had it before there was the setting
            Wording = s => s.MeasureTraining ? "yes" : "no",
            Title = s => s.MeasureTraining ? "training accuracy measured" : "training accuracy not measured",
        },
        new Setting<S, TraceKinds>(
            nameof(S.Trace), "Traced", TracedBesideActivations, (s, traces) => s with { Trace = traces | (s.Trace & TraceKinds.Activation) }, SettingText.Traces)
        {
            Part = SettingPart.Training,
            Mention = Mention.Never,
            TellsApart = false,
            ChangesResult = false,
            LeftOutOfKeysAt = nameof(TraceKinds.None),
            Wording = s => $"{TracedBesideActivations(s)}",
            Title = s => TracedBesideActivations(s) == TraceKinds.None ? "nothing else traced" : $"{TracedBesideActivations(s)} traced",
        },
        new Setting<S, BatchNormPlacement?>(
            nameof(S.Placement), "Normalization", s => s.Placement, (s, placement) => s with { Placement = placement }, SettingText.Optional(SettingText.Name<BatchNormPlacement>()))
        {
            Part = SettingPart.BatchNorm,
            Mention = Mention.WhenUnusual,
            Wording = s => s.Placement == BatchNormPlacement.AfterActivation ? "after the activation" : "before the activation",
            Title = s => s.Placement == BatchNormPlacement.AfterActivation ? "normalized after the activation" : "normalized before the activation",
        },
        new Setting<S, BatchNormImplementation?>(
            nameof(S.Implementation), "Implementation", s => s.Implementation, (s, implementation) => s with { Implementation = implementation }, SettingText.Optional(SettingText.Name<BatchNormImplementation>()))
        {
            Part = SettingPart.BatchNorm,
            Mention = Mention.WhenUnusual,
            NullIsValue = true,
            ChangesResult = false,
            Wording = s => s.Placement is null ? "" : s.Implementation is null ? "the engine\u2019s own" : $"{s.Implementation}",
            Title = s => s.Placement is null ? "" : $"{s.Implementation?.ToString() ?? "the engine\u2019s"} implementation",
        },
        new Setting<S, double?>(
            nameof(S.Epsilon), "Epsilon", s => s.Epsilon, (s, epsilon) => s with { Epsilon = epsilon }, SettingText.Optional(SettingText.Number))
        {
            Part = SettingPart.BatchNorm, Mention = Mention.WhenUnusual,
        },
        new Setting<S, double?>(
            nameof(S.Decay), "Decay", s => s.Decay, (s, decay) => s with { Decay = decay }, SettingText.Optional(SettingText.Number))
        {
            Part = SettingPart.BatchNorm, Mention = Mention.WhenUnusual,
        },
        new Setting<S, bool?>(
            nameof(S.SkipPopulationUpdate), "Population statistics", s => s.SkipPopulationUpdate, (s, isSo) => s with { SkipPopulationUpdate = isSo }, SettingText.Optional(SettingText.Flag))
        {
            Part = SettingPart.BatchNorm,
            Mention = Mention.WhenUnusual,
            Wording = s => s.SkipPopulationUpdate is true ? "never updated" : "updated",
            Title = s => s.SkipPopulationUpdate is true ? "population update skipped" : "population updated",
        },
        new Setting<S, bool>(
            nameof(S.UseBatchStatistics), "Tested with", s => s.UseBatchStatistics, (s, isSo) => s with { UseBatchStatistics = isSo }, SettingText.Flag)
        {
            Part = SettingPart.Test,
            Mention = Mention.WhenUnusual,
            Wording = s => s.UseBatchStatistics ? "batch statistics" : "population statistics",
            Title = s => s.UseBatchStatistics ? "tested with batch statistics" : "tested with population statistics",
            Legend = s => s.UseBatchStatistics ? "batch statistics" : "population statistics",
        },
        new Setting<S, int>(
            nameof(S.IndividualPredictions), "Single predictions", s => s.IndividualPredictions, (s, count) => s with { IndividualPredictions = count }, SettingText.WholeNumber)
        {
            Part = SettingPart.Test,
            Mention = Mention.WhenUnusual,
            ChangesResult = false,
            Wording = s => s.IndividualPredictions == 0 ? "none" : Many(s.IndividualPredictions),
            Title = s => s.IndividualPredictions == 0 ? "no single predictions" : $"{Many(s.IndividualPredictions)} single predictions",
        },
        new Setting<S, string>(
            nameof(S.Dataset), "Data", s => s.Dataset, (s, name) => s with { Dataset = name }, SettingText.Text)
        {
            Part = SettingPart.Data, TellsApart = false, Title = s => s.Dataset,
        },
        new Setting<S, string>(
            nameof(S.DatasetHash), "SHA-256 of the data", s => s.DatasetHash, (s, hash) => s with { DatasetHash = hash }, SettingText.Text)
        {
            Part = SettingPart.Data, Mention = Mention.Never, TellsApart = false, Wording = s => HashText.Short(s.DatasetHash), Title = _ => "",
        },
        new Setting<S, EngineKind>(
            nameof(S.Engine), "Engine", s => s.Engine, (s, engine) => s with { Engine = engine }, SettingText.Name<EngineKind>())
        {
            Part = SettingPart.Network,
            Mention = Mention.InFull,
            ChangesResult = false,
            Title = s => $"{s.Engine} engine",
            Legend = s => $"{s.Engine}",
        },
        new Setting<Experiment, int>(
            nameof(Experiment.Seed), "Seed", experiment => experiment.Seed, (experiment, seed) => experiment with { Seed = seed }, SettingText.WholeNumber)
        {
            Part = SettingPart.Training, TellsApart = false,
        },
    ];

    /// <summary>The setting of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Setting Named(string name) =>
        All.FirstOrDefault(setting => setting.Name == name) ?? throw new ArgumentException($"There is no setting '{name}'.", nameof(name));

    /// <summary>Every setting as it is usual for an architecture, with nothing of what the architecture does not have.</summary>
    public static TSettings Usual<TSettings>(TSettings settings)
        where TSettings : ExperimentSettings =>
        All.Where(setting => setting.IsOf(settings) && setting.Name != nameof(S.Architecture)).Aggregate(settings, (made, setting) => setting.AsUsual(made));

    /// <summary>The settings of a network that is not normalized.</summary>
    public static TSettings WithoutBatchNorm<TSettings>(TSettings settings)
        where TSettings : ExperimentSettings =>
        All.Where(setting => setting.Part == SettingPart.BatchNorm).Aggregate(settings, (made, setting) => setting.Without(made));

    /// <summary>Settings, with some parts taken from others.</summary>
    internal static ExperimentSettings Combine(ExperimentSettings settings, ExperimentSettings others, params ReadOnlySpan<SettingPart> parts)
    {
        foreach (Setting setting in All)
        {
            if (parts.Contains(setting.Part) && setting.IsOf(settings))
                settings = setting.Copy(others, settings);
        }

        return settings;
    }

    /// <summary>Equal for, and only for, settings that repeats of an experiment have in common: all that tell results apart.</summary>
    public static string Key(ExperimentSettings settings) =>
        string.Join('\n', All.Where(setting => setting.TellsApart && setting.IsOf(settings)).Select(setting => $"{setting.Name}={setting.Text(settings)}"));
}

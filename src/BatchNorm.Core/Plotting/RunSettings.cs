using System.Globalization;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// The settings of runs in words. What runs share is said once, above them; what sets them apart is said beside each.
/// </summary>
internal static class RunSettings
{
    private static readonly Setting Seed =
        new(IsAlwaysNamed: true, run => $"seed {Number(run.Seed)}", run => $"seed {Number(run.Seed)}");

    private static readonly BatchNormSettings Usual = new();

    // Those that a title names even where they never vary: the lesson's own parameters, the data and the seed.
    private static readonly Setting[] All =
    [
        new(IsAlwaysNamed: true, run => $"{run.Activation}", run => $"{run.Activation}"),
        new(IsAlwaysNamed: true, Connections, run => Connections(run) is { Length: > 0 } text ? text : "fully connected"),
        new(IsAlwaysNamed: false, run => $"hidden layers {Layers(run)}", run => $"layers {Layers(run)}"),
        new(IsAlwaysNamed: true, run => $"learning rate {Number(run.LearningRate)}", run => $"rate {Number(run.LearningRate)}"),
        new(IsAlwaysNamed: true, Weights, Weights),
        new(IsAlwaysNamed: false, run => $"batches of {Number(run.BatchSize)}", run => $"batches of {Number(run.BatchSize)}"),
        new(IsAlwaysNamed: false, Steps, Steps),
        new(IsAlwaysNamed: false, Sampling, Sampling),
        new(IsAlwaysNamed: false, Normalization, Normalization),
        new(IsAlwaysNamed: true, run => run.Dataset, run => run.Dataset),
        new(IsAlwaysNamed: false, run => $"{run.Engine} engine", run => $"{run.Engine}"),
        Seed,
    ];

    /// <summary>The settings worth naming that are the same in all runs.</summary>
    public static string Shared(IReadOnlyList<TrainingRun> runs) =>
        Join(All.Where(setting => setting.IsAlwaysNamed && !setting.Varies(runs)).Select(setting => setting.Long(runs[0])));

    /// <summary>The settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApart(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        Join(All.Where(setting => setting.Varies(runs) && !setting.Varies(group)).Select(setting => setting.Long(group[0])));

    /// <summary>In short, the settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApartInShort(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        Join(All.Where(setting => setting.Varies(runs) && !setting.Varies(group)).Select(setting => setting.Short(group[0])));

    /// <summary>Every setting that is the same in the runs of a group.</summary>
    public static string Complete(IReadOnlyList<TrainingRun> group) =>
        Join(All.Where(setting => !setting.Varies(group)).Select(setting => setting.Long(group[0])));

    /// <summary>Equal for runs that differ in nothing but the seed.</summary>
    public static string AllButSeed(TrainingRun run) =>
        Join([run.Name, $"{run.UseBatchNorm}", run.DatasetHash, .. All.Where(setting => setting != Seed).Select(setting => setting.Long(run))]);

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    // Empty for the lesson's own kind.
    private static string Connections(TrainingRun run) => Join(
    [
        run.Architecture switch
        {
            Architecture.FullyConnected => "",
            Architecture.Convolutional => "convolutional",
            Architecture.Recurrent => "LSTM",
            var other => $"{other}",
        },
        run.PixelByPixel ? "pixel by pixel" : run.Architecture == Architecture.Recurrent ? "row by row" : "",
        run.Permuted ? "permuted" : "",
        run.FeatureMaps.Length > 0 ? $"{run.FeatureMaps.Replace(',', '-')} maps" : "",
        run.KernelSize is { } size ? $"{Number(size)} x {Number(size)} kernels" : "",
    ]);

    private static string Weights(TrainingRun run) => run.Architecture == Architecture.Recurrent
        ? $"orthogonal weights{(run.WeightScale == 1 ? "" : $" times {Number(run.WeightScale)}")}"
        : $"weights N(0, {Number(run.WeightScale)}²)";

    // Empty for the common case, and for networks that have no batch normalization to speak of.
    private static string Normalization(TrainingRun run) => Join(
    [
        run.Placement == BatchNormPlacement.AfterActivation ? "normalized after the activation" : "",
        run.Implementation is { } implementation ? $"{implementation} implementation" : "",
        run.Epsilon is { } epsilon && epsilon != Usual.Epsilon ? $"epsilon {Number(epsilon)}" : "",
        run.Decay is { } decay && decay != Usual.Decay ? $"decay {Number(decay)}" : "",
        run.SkipPopulationUpdate ? "population update skipped" : "",
    ]);

    private static string Steps(TrainingRun run) => run.FirstBatch == 0
        ? $"{Many(run.TrainingBatches)} steps"
        : $"{Many(run.TrainingBatches)} steps from step {Many(run.FirstBatch)} on";

    private static string Many(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Sampling(TrainingRun run) => $"sampled every {Number(run.BatchesPerSample)}";

    private static string Layers(TrainingRun run) => run.HiddenLayer.Length == 0 ? "none" : run.HiddenLayer.Replace(',', '-');

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Setting(bool IsAlwaysNamed, Func<TrainingRun, string> Long, Func<TrainingRun, string> Short)
    {
        public bool Varies(IReadOnlyList<TrainingRun> runs) => runs.Any(run => Long(run) != Long(runs[0]));
    }
}

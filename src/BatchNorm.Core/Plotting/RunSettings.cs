using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// The settings of runs in words. What runs share is said once, above them; what sets them apart is said beside each, the usual value too.
/// A setting that runs gain is named here, or runs that differ in it count as repeats.
/// </summary>
internal static class RunSettings
{
    private static readonly BatchNormSettings Usual = new();

    private static readonly RunSetting Data = new(run => run.Dataset) { IsTitled = true };

    private static readonly RunSetting Seed = new(run => $"seed {Number(run.Seed)}") { IsTitled = true };

    // No setting of a run's, but where two lines are of different ones that may be all they differ in.
    private static readonly RunSetting Vectors = new(run => run.VectorWidth is { } width ? $"vectors of {Number(width)} bits" : "") { IsUsual = _ => true };

    // Titles name the lesson's own parameters, the data and the seed always, and of the others what is out of the common.
    private static readonly RunSetting[] All =
    [
        new(run => $"{run.Activation}") { IsTitled = true },
        new(Connections) { IsTitled = true, IsUsual = run => run.Architecture == Architecture.FullyConnected },
        new(run => $"hidden layers {Layers(run)}", run => $"layers {Layers(run)}"),
        new(run => $"learning rate {Number(run.LearningRate)}", run => $"rate {Number(run.LearningRate)}") { IsTitled = true },
        new(run => $"{run.Optimizer}") { IsTitled = true, IsUsual = run => run.Optimizer == UsualFor(run).UsualOptimizer },
        new(run => run.Momentum is { } momentum ? $"momentum {Number(momentum)}" : "") { IsTitled = true, IsUsual = run => run.Momentum == UsualFor(run).UsualMomentum },
        new(Weights) { IsTitled = true },
        new(run => $"batches of {Number(run.BatchSize)}"),
        new(Steps),
        new(run => $"sampled every {Number(run.BatchesPerSample)}"),
        new(run => !run.UseBatchNorm ? "" : run.Placement switch
        {
            BatchNormPlacement.BeforeActivation => "normalized before the activation",
            BatchNormPlacement.AfterActivation => "normalized after the activation",
            _ => "",
        })
        {
            IsTitled = true, IsUsual = run => run.Placement == BatchNormPlacement.BeforeActivation,
        },
        new(run => run.UseBatchNorm ? $"{run.Implementation?.ToString() ?? "the engine's"} implementation" : "")
        {
            IsTitled = true, IsUsual = run => run.Implementation is null,
        },
        new(run => run.Epsilon is { } epsilon ? $"epsilon {Number(epsilon)}" : "") { IsTitled = true, IsUsual = run => run.Epsilon == Usual.Epsilon },
        new(run => run.Decay is { } decay ? $"decay {Number(decay)}" : "") { IsTitled = true, IsUsual = run => run.Decay == Usual.Decay },
        new(run => !run.UseBatchNorm ? "" : run.SkipPopulationUpdate ? "population update skipped" : "population updated")
        {
            IsTitled = true, IsUsual = run => !run.SkipPopulationUpdate,
        },
        Data,
        new(run => $"{run.Engine} engine", run => $"{run.Engine}"),
        Vectors,
        Seed,
    ];

    /// <summary>The settings worth naming that are the same in all runs.</summary>
    public static string Shared(IReadOnlyList<TrainingRun> runs) => Join(All.Where(setting => setting.IsTitled), runs);

    /// <summary>The settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApart(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        Join(Apart(group, runs).Select(setting => setting.Long(setting.Holder(group))));

    /// <summary>In short, the settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApartInShort(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        Join(Apart(group, runs).Select(setting => setting.Short(setting.Holder(group))));

    /// <summary>Every setting that is the same in the runs of a group; what is as usual goes without saying.</summary>
    public static string Complete(IReadOnlyList<TrainingRun> group) => Join(All, group);

    /// <summary>Equal for runs that differ in nothing but the seed.</summary>
    public static string AllButSeed(TrainingRun run) => string.Join('\n',
    [
        run.Name, $"{run.UseBatchNorm}", DatasetNames.Identity(run.Dataset, run.DatasetHash),
        .. All.Except([Seed, Data, Vectors]).Select(setting => setting.Long(run)),
    ]);

    private static IEnumerable<RunSetting> Apart(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        All.Where(setting => setting.Varies(runs) && !setting.Varies(group));

    private static string Join(IEnumerable<RunSetting> settings, IReadOnlyList<TrainingRun> runs) =>
        Join(settings.Where(setting => !setting.Varies(runs) && !setting.IsUsual(setting.Holder(runs))).Select(setting => setting.Long(setting.Holder(runs))));

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private static string Connections(TrainingRun run) => Join(
    [
        run.Architecture switch
        {
            Architecture.FullyConnected => "fully connected",
            Architecture.Convolutional => "convolutional",
            Architecture.Recurrent => "LSTM",
            var other => $"{other}",
        },
        run.PixelByPixel ? "pixel by pixel" : run.Architecture == Architecture.Recurrent ? "row by row" : "",
        run.Permuted ? "permuted" : "",
        run.FeatureMaps.Length > 0 ? $"{run.FeatureMaps.Replace(',', '-')} maps" : "",
        run.KernelSize is { } size ? $"{Number(size)} x {Number(size)} kernels" : "",
    ]);

    private static NetworkShape UsualFor(TrainingRun run) => new() { Architecture = run.Architecture };

    private static string Weights(TrainingRun run) => run.Architecture == Architecture.Recurrent
        ? $"orthogonal weights{(run.WeightScale == 1 ? "" : $" times {Number(run.WeightScale)}")}"
        : $"weights N(0, {Number(run.WeightScale)}²)";

    private static string Steps(TrainingRun run) => run.FirstBatch == 0
        ? $"{Many(run.TrainingBatches)} steps"
        : $"{Many(run.TrainingBatches)} steps from step {Many(run.FirstBatch)} on";

    private static string Many(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Layers(TrainingRun run) => run.HiddenLayer.Length == 0 ? "none" : run.HiddenLayer.Replace(',', '-');

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}

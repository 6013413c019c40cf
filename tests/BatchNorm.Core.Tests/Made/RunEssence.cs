using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Made;

internal static class RunEssence
{
    /// <summary>All of a run that is the same whenever, and in how many pieces, it is computed.</summary>
    public static object?[] Essence(this TrainingRun run) =>
    [
        SettingTable.Key(run), run.Name, run.Seed, run.Engine, run.FirstBatch, run.DatasetHash, run.VectorWidth, run.InitialWeightsHash, run.BatchOrderHash,
        run.FinalParametersHash, run.Samples.Select(sample => sample with { Elapsed = TimeSpan.Zero }).ToArray(), run.ActivationSamples.ToArray(),
        run.LayerSamples.ToArray(), run.LandscapeSamples.ToArray(),
        run.ValidationAccuracy, run.TestAccuracy, run.Predictions.ToArray(), run.IndividualAccuracy, run.Diverged,
    ];
}

using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>The two runs of comparisons, to be put into groups as any runs: under the experiment's name, where it has one.</summary>
public static class ComparedRuns
{
    /// <summary>
    /// The run without batch normalization, and the one with it. Of a comparison from a table, which has no room for runs, they are what its columns tell.
    /// </summary>
    public static IReadOnlyList<TrainingRun> Of(BatchNormComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [Without(comparison), With(comparison)];
    }

    /// <summary>The run without batch normalization.</summary>
    internal static TrainingRun Without(BatchNormComparison comparison) =>
        Named(comparison, Outcome.Without(comparison), SettingTable.WithoutBatchNorm(new TrainingRun(comparison)));

    /// <summary>The run with batch normalization.</summary>
    internal static TrainingRun With(BatchNormComparison comparison) =>
        Named(comparison, Outcome.With(comparison), new TrainingRun(comparison) { UseBatchNorm = true });

    private static TrainingRun Named(BatchNormComparison comparison, Outcome outcome, TrainingRun told)
    {
        TrainingRun run = outcome.HasRun
            ? outcome.Run
            : told with { TestAccuracy = outcome.TestAccuracy, FinalParametersHash = outcome.ParametersHash, VectorWidth = comparison.VectorWidth };
        return comparison.Name.Length > 0 && run.Name != comparison.Name ? run with { Name = comparison.Name } : run;
    }
}

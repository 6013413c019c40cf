using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>The settings of runs in words.</summary>
internal static class RunSettings
{
    /// <summary>The settings worth naming that are the same in all runs.</summary>
    public static string Shared(IReadOnlyList<TrainingRun> runs) => SettingPhrases.Shared(runs);

    /// <summary>Every setting that is the same in the runs of a group; what is as usual goes without saying.</summary>
    public static string Complete(IReadOnlyList<TrainingRun> group) => SettingPhrases.InFull(group);

    /// <summary>Equal for runs that differ in nothing but the seed.</summary>
    public static string AllButSeed(TrainingRun run) => string.Join(
        '\n', SettingTable.Key(run), run.UseBatchNorm, run.FirstBatch.ToString(CultureInfo.InvariantCulture), DatasetNames.Identity(run.Dataset, run.DatasetHash));
}

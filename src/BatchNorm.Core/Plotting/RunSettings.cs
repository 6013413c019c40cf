using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// The settings of runs in words, and what is no setting but may be all that two lines differ in: at which step a run went on, and how wide the
/// vectors are that computed it.
/// </summary>
internal static class RunSettings
{
    /// <summary>The settings worth naming that are the same in all runs.</summary>
    public static string Shared(IReadOnlyList<TrainingRun> runs) => SettingPhrases.Shared(runs);

    /// <summary>The settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApart(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        SetApart(group, runs, setting => setting.Phrase(setting.Holder(group)));

    /// <summary>In short, the settings that are the same in the runs of a group and not the same in all runs.</summary>
    public static string SetApartInShort(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        SetApart(group, runs, setting => setting.ShortPhrase(setting.Holder(group)));

    /// <summary>Every setting that is the same in the runs of a group; what is as usual goes without saying.</summary>
    public static string Complete(IReadOnlyList<TrainingRun> group) => SettingPhrases.InFull(group);

    /// <summary>Equal for runs that differ in nothing but the seed.</summary>
    public static string AllButSeed(TrainingRun run) => string.Join(
        '\n', SettingTable.Key(run), run.UseBatchNorm, Number(run.FirstBatch), DatasetNames.Identity(run.Dataset, run.DatasetHash));

    private static string SetApart(IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs, Func<Setting, string> phrase) => SettingPhrases.Join(
    [
        .. SettingPhrases.SetApart(group, runs).Where(setting => setting.Part != SettingPart.Name).Select(phrase),
        Apart(run => $"from step {run.FirstBatch.ToString("N0", CultureInfo.InvariantCulture)} on", group, runs),
        Apart(run => run.VectorWidth is { } width ? $"vectors of {Number(width)} bits" : "", group, runs),
    ]);

    private static string Apart(Func<TrainingRun, string> phrase, IReadOnlyList<TrainingRun> group, IReadOnlyList<TrainingRun> runs) =>
        Phrases(phrase, runs).Count > 1 && Phrases(phrase, group) is [string own] ? own : "";

    private static IReadOnlyList<string> Phrases(Func<TrainingRun, string> phrase, IReadOnlyList<TrainingRun> runs) =>
        [.. runs.Select(phrase).Where(text => text.Length > 0).Distinct()];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

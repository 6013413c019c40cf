using System.Globalization;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// What sets some of the runs of a plot apart from the others: settings, and what is no setting but may be all that two lines differ in, at which step
/// a run went on and how wide the vectors are that computed it. What differs at all is found out once, however many groups are then asked for.
/// </summary>
internal sealed class RunDistinctions
{
    private readonly Setting[] _settings;
    private readonly Func<TrainingRun, string>[] _others;

    /// <param name="runs">All runs.</param>
    public RunDistinctions(IReadOnlyList<TrainingRun> runs)
    {
        _settings = [.. SettingTable.All.Where(setting => setting.Part != SettingPart.Name && setting.Varies(runs))];
        _others = [.. new Func<TrainingRun, string>[] { FirstStep, Vectors }.Where(phrase => Phrases(phrase, runs).Skip(1).Any())];
    }

    /// <summary>What is the same in the runs of a group and not the same in all runs.</summary>
    public string Of(IReadOnlyList<TrainingRun> group) => Of(group, setting => setting.Phrase(setting.Holder(group)));

    /// <summary>The same for a legend, which has less room.</summary>
    public string InShort(IReadOnlyList<TrainingRun> group) => Of(group, setting => setting.ShortPhrase(setting.Holder(group)));

    private string Of(IReadOnlyList<TrainingRun> group, Func<Setting, string> phrase) => SettingPhrases.Join(
    [
        .. _settings.Where(setting => !setting.Varies(group)).Select(phrase),
        .. _others.Select(other => Phrases(other, group).Take(2).ToArray() is [string own] ? own : ""),
    ]);

    private static string FirstStep(TrainingRun run) => $"from step {run.FirstBatch.ToString("N0", CultureInfo.InvariantCulture)} on";

    private static string Vectors(TrainingRun run) =>
        run.VectorWidth is { } width ? $"vectors of {width.ToString(CultureInfo.InvariantCulture)} bits" : "";

    private static IEnumerable<string> Phrases(Func<TrainingRun, string> phrase, IReadOnlyList<TrainingRun> runs) =>
        runs.Select(phrase).Where(text => text.Length > 0).Distinct();
}

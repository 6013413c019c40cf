using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Measurements;

/// <summary>
/// What runs of two groups have to agree in, beside the seed, to be held against each other: all that results depend on and the groups do not differ in by what they are.
/// </summary>
/// <remarks>
/// A value that is usual for a network counts as the usual one of any other: a learning rate of 0.001 for a recurrent network is what 0.01 is for others, and a momentum of 0.9
/// with Adam what none is with SGD. So does that of a setting which a network does not have.
/// </remarks>
internal sealed class MatchedSettings
{
    private const string Data = "the data", FirstBatch = "the step they went on from", BatchNormalization = "batch normalization";

    private readonly Part[] _parts;

    private MatchedSettings(IEnumerable<Part> parts) => _parts = [.. parts];

    /// <summary>How many things they are.</summary>
    public int Count => _parts.Length;

    /// <summary>What they are called.</summary>
    public IReadOnlyList<string> Names => [.. _parts.Select(part => part.Name)];

    /// <summary>Those of which some runs differ, for groups that are made by some settings.</summary>
    public static MatchedSettings Of(IReadOnlyList<TrainingRun> runs, Grouping grouping)
    {
        var parts = TellingApart().Where(setting => !grouping.Has(setting.Name))
            .Select(setting => new Part(setting.Name, run => Unusual(setting, run), setting.Has)).ToList();
        parts.Add(new Part(FirstBatch, run => $"{run.FirstBatch}", Always));
        if (!grouping.Has(nameof(TrainingRun.Dataset)) && !grouping.Has(nameof(TrainingRun.DatasetHash)))
            parts.Add(new Part(Data, DataOf, Always));
        if (!grouping.Has(RunTrait.BatchNormalization))
            parts.Add(new Part(BatchNormalization, run => $"{run.UseBatchNorm}", Always));
        return new MatchedSettings(parts.Where(part => runs.Select(part.Text).Distinct(StringComparer.Ordinal).Skip(1).Any()));
    }

    /// <summary>Equal for, and only for, results of one and the same run.</summary>
    public static string Identity(TrainingRun run) => string.Join(
        '\n', TellingApart().Select(setting => setting.Text(run)).Append($"{run.Seed}").Append($"{run.UseBatchNorm}").Append($"{run.FirstBatch}").Append(DataOf(run)));

    /// <summary>What a run has of each.</summary>
    public string[] Of(TrainingRun run) => [.. _parts.Select(part => part.Text(run))];

    /// <summary>Which of them some run of a group has.</summary>
    public bool[] In(IReadOnlyList<TrainingRun> group) => [.. _parts.Select(part => group.Any(part.Has))];

    /// <summary>What one of them is called.</summary>
    public string NameOf(int index) => _parts[index].Name;

    private static IEnumerable<Setting> TellingApart() => SettingTable.All.Where(setting => setting.TellsApart && setting.Part != SettingPart.Name);

    private static string Unusual(Setting setting, TrainingRun run) => setting.Has(run) && !setting.IsUsual(run) ? setting.Text(run) : "";

    private static string DataOf(TrainingRun run) => DatasetNames.Identity(run.Dataset, run.DatasetHash);

    private static bool Always(TrainingRun run) => true;

    /// <param name="Name">What it is called.</param>
    /// <param name="Text">What a run has of it; empty for what is usual.</param>
    /// <param name="Has">Whether a run has such a thing.</param>
    private sealed record Part(string Name, Func<TrainingRun, string> Text, Func<TrainingRun, bool> Has);
}

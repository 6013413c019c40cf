using BatchNorm.Settings;

namespace BatchNorm.Reporting;

/// <summary>The settings that a report tells of: those that the comparisons of a group have in common, their name aside.</summary>
internal static class ReportSettings
{
    private static readonly ExperimentSettings OfAGroup = new();

    /// <summary>Every such setting: what a report does not name it cannot tell apart.</summary>
    public static IReadOnlyList<Setting> All { get; } =
        [.. SettingTable.All.Where(setting => setting.IsOf(OfAGroup) && setting.Part != SettingPart.Name)];

    /// <summary>Those that set some experiments apart.</summary>
    public static IReadOnlyList<Setting> Varying(IReadOnlyList<ExperimentSettings> experiments) =>
        [.. All.Where(setting => setting.Varies(experiments))];

    /// <summary>What an experiment is called by its settings: the lesson's own parameters, and those that set it apart from others.</summary>
    public static string InShort(ExperimentSettings settings, IReadOnlyList<Setting> varying) =>
        Join(All.Where(setting => (setting.Mention == Mention.Always && setting.Part != SettingPart.Data) || varying.Contains(setting)), settings);

    /// <summary>Some settings, as in a title.</summary>
    public static string Join(IEnumerable<Setting> settings, ExperimentSettings experiment) =>
        SettingPhrases.Join(settings.Select(setting => setting.Phrase(experiment)));
}

namespace BatchNorm.Settings;

/// <summary>
/// Settings in words. What several results share is said once, above them; what sets them apart is said beside each, the usual value too.
/// </summary>
internal static class SettingPhrases
{
    /// <summary>What is said of one experiment: its name and its main settings, or those that are not as usual.</summary>
    public static string InShort(ExperimentSettings settings)
    {
        string phrases = Shared([settings], except: SettingPart.Data);
        return settings.Name.Length == 0 ? phrases : $"{settings.Name}: {phrases}";
    }

    /// <summary>The settings worth a title that are the same in all of some.</summary>
    public static string Shared(IReadOnlyList<ExperimentSettings> all, SettingPart? except = null) => Join(
        SettingTable.All.Where(setting => setting.Part != except && setting.Mention is Mention.Always or Mention.WhenUnusual), all);

    /// <summary>Every setting that is the same in all of some; what is as usual, and goes without saying, is left out.</summary>
    public static string InFull(IReadOnlyList<ExperimentSettings> all) => Join(SettingTable.All, all);

    /// <summary>A setting of a group, told by the first of it that has it.</summary>
    public static ExperimentSettings Holder(this Setting setting, IReadOnlyList<ExperimentSettings> group) => group.FirstOrDefault(setting.Has) ?? group[0];

    /// <summary>Phrases with commas between them; empty ones are left out.</summary>
    public static string Join(IEnumerable<string> phrases) => string.Join(", ", phrases.Where(phrase => phrase.Length > 0));

    private static string Join(IEnumerable<Setting> settings, IReadOnlyList<ExperimentSettings> all) =>
        Join(settings.Where(setting => IsWorthSaying(setting, all)).Select(setting => setting.Phrase(setting.Holder(all))));

    private static bool IsWorthSaying(Setting setting, IReadOnlyList<ExperimentSettings> all) =>
        !setting.Varies(all) && setting.Mention switch
        {
            Mention.Never => false,
            Mention.WhenUnusual => !setting.IsUsual(setting.Holder(all)),
            _ => true,
        };
}

using BatchNorm.Settings;

namespace BatchNorm.Reporting;

/// <summary>What a report calls its groups: the experiment's name where it has one to itself, and the settings that set it apart where not.</summary>
internal static class GroupTitles
{
    /// <param name="groups">What each group's comparisons have in common.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<ExperimentSettings> groups)
    {
        Dictionary<string, IReadOnlyList<Setting>> varying = groups.GroupBy(one => one.Name, StringComparer.Ordinal)
            .ToDictionary(namesakes => namesakes.Key, namesakes => ReportSettings.Varying([.. namesakes]), StringComparer.Ordinal);
        string[] titles = [.. groups.Select(one => Title(one, varying[one.Name]))];

        // Alike are left those that differ in what was published for them only.
        HashSet<string> shared = [.. titles.GroupBy(title => title, StringComparer.Ordinal).Where(alike => alike.Skip(1).Any()).Select(alike => alike.Key)];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. titles.Select(title => shared.Contains(title) ? $"{title} #{counts[title] = counts.GetValueOrDefault(title) + 1}" : title)];
    }

    private static string Title(ExperimentSettings one, IReadOnlyList<Setting> varying)
    {
        string settings = ReportSettings.Join(varying, one);
        if (one.Name.Length == 0)
            return settings.Length > 0 ? settings : ReportSettings.InShort(one, []);
        return settings.Length > 0 ? $"{one.Name}: {settings}" : one.Name;
    }
}

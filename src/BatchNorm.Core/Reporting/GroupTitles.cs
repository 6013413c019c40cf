using BatchNorm.Experiments;

namespace BatchNorm.Reporting;

/// <summary>What a report calls its groups: the experiment's name where it has one to itself, and the settings that set it apart where not.</summary>
internal static class GroupTitles
{
    public static IReadOnlyList<string> Of(IReadOnlyList<IReadOnlyList<BatchNormComparison>> groups)
    {
        BatchNormComparison[] firsts = [.. groups.Select(group => group[0])];
        string[] titles = [.. firsts.Select(one => Title(one, [.. firsts.Where(other => other.Name == one.Name)]))];

        // Alike are left those that differ in what was published for them only.
        return [.. titles.Select((title, i) => titles.Count(other => other == title) == 1 ? title : $"{title} #{Ordinal(titles, i)}")];
    }

    private static string Title(BatchNormComparison one, BatchNormComparison[] namesakes)
    {
        string settings = ReportSettings.Join(ReportSettings.All.Where(setting => setting.Varies(namesakes)), one);
        if (one.Name.Length == 0)
            return settings.Length > 0 ? settings : ReportSettings.InShort(one, []);
        return settings.Length > 0 ? $"{one.Name}: {settings}" : one.Name;
    }

    private static int Ordinal(string[] titles, int index) => titles.Take(index + 1).Count(title => title == titles[index]);
}

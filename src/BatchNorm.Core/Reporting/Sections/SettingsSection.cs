using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Settings;

namespace BatchNorm.Reporting.Sections;

/// <summary>The settings that all comparisons share; the others stand beside the results.</summary>
internal static class SettingsSection
{
    public static XElement Of(BatchNormReport report)
    {
        BatchNormComparison first = report.Groups[0].Comparisons[0];
        IEnumerable<(string, string)> shared = ReportSettings.All.Except(report.Varying).Select(setting => (setting.Label, Value: setting.Words(first)))
            .Where(entry => entry.Value.Length > 0);
        return Section.Of(
            "settings", "Settings",
            new XElement(
                "p",
                report.Varying.Count == 0
                    ? "Every comparison has these settings."
                    : $"The same in every comparison. What sets the experiments apart, {Listed(report.Varying)}, stands beside the results."),
            Definitions.Of(shared));
    }

    private static string Listed(IReadOnlyList<Setting> settings)
    {
        string[] labels = [.. settings.Select(setting => setting.Label.ToLowerInvariant())];
        return labels.Length == 1 ? labels[0] : $"{string.Join(", ", labels[..^1])} and {labels[^1]}";
    }
}

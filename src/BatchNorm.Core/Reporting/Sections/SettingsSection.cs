using System.Xml.Linq;
using BatchNorm.Experiments;
using BatchNorm.Reporting.Html;
using BatchNorm.Settings;

namespace BatchNorm.Reporting.Sections;

/// <summary>The settings: those that all comparisons share once, the others in a table.</summary>
internal static class SettingsSection
{
    public static XElement Of(BatchNormReport report)
    {
        BatchNormComparison[] all = [.. report.Groups.SelectMany(group => group.Comparisons)];
        Setting[] varying = [.. ReportSettings.All.Where(setting => setting.Varies(all))];
        return Section.Of(
            "settings", "Settings",
            new XElement("p", varying.Length == 0 ? "Every comparison has these settings." : "The same in every comparison:"),
            Definitions.Of(ReportSettings.All.Except(varying).Select(setting => (setting.Label, Value: setting.Words(all[0])))
                .Where(entry => entry.Value.Length > 0)),
            varying.Length == 0 ? null : Varying(report, varying));
    }

    private static XElement Varying(BatchNormReport report, Setting[] varying) => Table.Framed(
        "settings-table", "What sets the experiments apart",
        [Table.Row([Table.ColumnHeader("Experiment"), .. varying.Select(setting => Table.ColumnHeader(setting.Label)), Table.ColumnHeader("Seeds")])],
        [new XElement("tbody", report.Groups.Select((group, i) => Row(group, i, varying)))]);

    private static XElement Row(ReportGroup group, int index, Setting[] varying) => Table.Row(
    [
        Table.RowHeader(Section.Link(ExperimentsSection.Id(index), group.Title)),
        .. varying.Select(setting => setting.Words(group.Comparisons[0])).Select(value => Table.Text(value.Length > 0 ? value : Words.Nothing)),
        Table.Text(group.Seeds),
    ]);
}

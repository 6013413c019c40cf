using System.Xml.Linq;
using BatchNorm.Settings;

namespace ModuleViews;

/// <summary>
/// The module's views as a file of PowerShell's: where a list says &lt;Settings /&gt;, it gets an entry for every setting of the table.
/// </summary>
internal static class ViewFile
{
    private const string Mark = "Settings";

    public static XDocument Complete(XDocument template)
    {
        var complete = new XDocument(template);
        foreach (XElement mark in complete.Descendants(Mark).ToArray())
            mark.ReplaceWith(Entries());
        return complete;
    }

    private static IEnumerable<XElement> Entries()
    {
        var shared = new ExperimentSettings();
        return SettingTable.All.Where(setting => setting.IsOf(shared))
            .Select(setting => new XElement("ListItem", new XElement("PropertyName", setting.Name)));
    }
}

using System.Xml.Linq;
using BatchNorm.Settings;

namespace ModuleViews;

/// <summary>
/// The module's views as a file of PowerShell's: where a list says &lt;Settings /&gt;, it gets an entry for every setting of the table, and where
/// a column of a table says &lt;OtherSettings /&gt;, it tells the data and all settings that other columns do not.
/// </summary>
internal static class ViewFile
{
    private const string EveryMark = "Settings";
    private const string OtherMark = "OtherSettings";
    private const string Except = "except";

    public static XDocument Complete(XDocument template)
    {
        var complete = new XDocument(template);
        foreach (XElement mark in complete.Descendants(EveryMark).ToArray())
            mark.ReplaceWith(Entries());
        foreach (XElement mark in complete.Descendants(OtherMark).ToArray())
            mark.ReplaceWith(new XElement("ScriptBlock", OtherSettings.Script(((string?)mark.Attribute(Except) ?? "").Split(' '))));
        return complete;
    }

    private static IEnumerable<XElement> Entries()
    {
        var shared = new ExperimentSettings();
        return SettingTable.All.Where(setting => setting.IsOf(shared))
            .Select(setting => new XElement("ListItem", new XElement("PropertyName", setting.Name)));
    }
}

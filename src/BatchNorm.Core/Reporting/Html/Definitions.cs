using System.Xml.Linq;

namespace BatchNorm.Reporting.Html;

/// <summary>Names and what they stand for.</summary>
internal static class Definitions
{
    public static XElement Of(IEnumerable<(string Name, string Meaning)> entries) => new(
        "dl", entries.Select(entry => new XElement("div", new XElement("dt", entry.Name), new XElement("dd", entry.Meaning))));
}

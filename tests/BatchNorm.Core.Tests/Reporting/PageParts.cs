using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BatchNorm.Reporting;

/// <summary>What is looked for in a report's page.</summary>
internal static partial class PageParts
{
    /// <summary>The figures with curves.</summary>
    public static IEnumerable<XElement> Curves(XElement page) =>
        page.Descendants("figure").Where(figure => figure.Attribute("id")!.Value.StartsWith("accuracy", StringComparison.Ordinal));

    /// <summary>The parts that experiments have of their own.</summary>
    public static XElement[] Experiments(XElement page) =>
        [.. page.Descendants("details").Where(details => (string?)details.Attribute("class") == "part")];

    /// <summary>The cells of a table's bodies as text, row by row.</summary>
    public static string[][] Cells(XElement page, string caption) =>
    [
        .. page.Descendants("table").Single(table => table.Element("caption")!.Element("span")!.Attribute("id")!.Value == caption)
            .Elements("tbody").Elements("tr").Select(row => row.Elements().Select(Text).ToArray()),
    ];

    /// <summary>The texts in an element, each by itself.</summary>
    public static IEnumerable<string> Texts(XElement element) => element.DescendantNodes().OfType<XText>().Select(text => text.Value);

    private static string Text(XElement cell) => string.Join(' ', Texts(cell).Select(text => Spaces().Replace(text, " ").Trim()));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

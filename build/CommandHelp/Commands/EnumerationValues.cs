using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CommandHelp.Commands;

/// <summary>The names of an enumeration, each with the summary that the documentation file beside its assembly has.</summary>
internal static partial class EnumerationValues
{
    public static IReadOnlyList<AcceptedValue> Of(Type enumeration)
    {
        Dictionary<string, XElement> summaries = Summaries(enumeration);
        return [.. Enum.GetNames(enumeration).Select(name => new AcceptedValue(name, InWords(summaries.GetValueOrDefault($"F:{enumeration.FullName}.{name}"))))];
    }

    private static Dictionary<string, XElement> Summaries(Type enumeration)
    {
        string file = Path.ChangeExtension(enumeration.Assembly.Location, ".xml");
        return !File.Exists(file) ? [] : XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);
    }

    private static string InWords(XElement? summary) => summary is null ? "" : WhiteSpace().Replace(summary.Value, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}

using System.Xml.Linq;

namespace BatchNorm.Reporting.Html;

/// <summary>What is folded away until it is asked for, and unfolded on paper, but for tables of samples, which the style sheet leaves out there: the plot beside them has the same.</summary>
internal static class Folded
{
    /// <summary>Something folded under a line that says what it is.</summary>
    public static XElement Of(string summary, params object?[] content) => new("details", new XElement("summary", summary), content);

    /// <summary>A part of a part of the page, folded under its heading. A link to it unfolds it, since what the link leads to is inside.</summary>
    /// <param name="id">The content's id, of no other element of the page.</param>
    /// <param name="title">The heading.</param>
    /// <param name="gist">What stands beside it.</param>
    /// <param name="isOpen">Whether it is unfolded at first.</param>
    /// <param name="content">What is folded.</param>
    public static XElement Part(string id, string title, string gist, bool isOpen, params object?[] content) => new(
        "details",
        new XAttribute("class", "part"),
        isOpen ? new XAttribute("open", "") : null,
        new XElement("summary", new XElement("h3", title), " ", new XElement("span", new XAttribute("class", "gist"), gist)),
        new XElement("div", new XAttribute("id", id), content));

    /// <summary>A link to a part.</summary>
    public static XElement LinkTo(XElement part) =>
        Section.Link(part.Element("div")!.Attribute("id")!.Value, part.Element("summary")!.Element("h3")!.Value);
}

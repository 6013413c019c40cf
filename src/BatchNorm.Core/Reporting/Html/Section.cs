using System.Xml.Linq;

namespace BatchNorm.Reporting.Html;

/// <summary>A part of a page under a heading of its own, which links can lead to.</summary>
internal static class Section
{
    /// <summary>A part of the page.</summary>
    /// <param name="id">The heading's id, of no other element of the page.</param>
    /// <param name="title">The heading.</param>
    /// <param name="content">What stands under it.</param>
    public static XElement Of(string id, string title, params object?[] content) => new(
        "section",
        new XAttribute("aria-labelledby", id),
        new XElement("h2", new XAttribute("id", id), title),
        content);

    /// <summary>A link to a part of the page.</summary>
    public static XElement Link(string id, string text) => new("a", new XAttribute("href", $"#{id}"), text);
}

using System.Xml.Linq;

namespace BatchNorm.Reporting.Sections;

/// <summary>A sentence on what a page has no room for.</summary>
internal static class LeftOut
{
    /// <summary>Says how many of all are there, or is null where all are.</summary>
    public static XElement? Of(int count, int most, string thing, string has, string have) => count <= most
        ? null
        : new XElement(
            "p", new XAttribute("class", "note"),
            $"There is room for the first {Words.Number(most)} of {Words.Many(count, thing)}: {Words.Number(count - most)} "
            + $"{(count - most == 1 ? $"{has} not" : $"{have} not")} here. Reports of fewer comparisons show all.");
}

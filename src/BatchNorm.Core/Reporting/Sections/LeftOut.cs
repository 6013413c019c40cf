using System.Xml.Linq;

namespace BatchNorm.Reporting.Sections;

/// <summary>A sentence on what a page has no room for.</summary>
internal static class LeftOut
{
    /// <summary>Says how many of all are there, or is null where all are.</summary>
    /// <param name="count">All there are.</param>
    /// <param name="most">As many as there is room for.</param>
    /// <param name="thing">What is counted, as "experiment".</param>
    /// <param name="where">What they are left out of, as "this table".</param>
    public static XElement? Of(int count, int most, string thing, string where) => count <= most
        ? null
        : new XElement(
            "p", new XAttribute("class", "note"),
            $"{Words.Many(count - most, thing)} of {Words.Number(count)} {(count - most == 1 ? "is" : "are")} left out of {where}: it holds the first "
            + $"{Words.Number(most)}. A report of fewer holds all.");
}

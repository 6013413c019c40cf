using System.Xml.Linq;

namespace BatchNorm.Reporting.Html;

/// <summary>
/// The parts of tables. A table scrolls inside its own frame where the page is too narrow for it; the frame can be reached with the
/// keyboard, and says what it holds.
/// </summary>
internal static class Table
{
    /// <summary>A table in its frame.</summary>
    /// <param name="id">The caption's id, of no other element of the page.</param>
    /// <param name="caption">What the table shows.</param>
    /// <param name="head">The rows of its head.</param>
    /// <param name="bodies">Its rows, in one body or more.</param>
    public static XElement Framed(string id, string caption, IEnumerable<XElement> head, IEnumerable<XElement> bodies) =>
        Frame(
            new XAttribute("aria-labelledby", id),
            new XElement("table", new XElement("caption", new XElement("span", new XAttribute("id", id), caption)), new XElement("thead", head), bodies));

    /// <summary>A table in its frame that the page's script lets readers sort and filter: one row of headers, one body, no cell over several.</summary>
    public static XElement Sortable(string id, string caption, XElement head, IEnumerable<XElement> rows)
    {
        XElement frame = Framed(id, caption, [head], [new XElement("tbody", rows)]);
        frame.Element("table")!.SetAttributeValue("class", "sortable");
        return frame;
    }

    /// <summary>What may be wider than the page.</summary>
    /// <param name="label">The attribute that names it.</param>
    /// <param name="content">What it holds.</param>
    public static XElement Frame(XAttribute label, XElement content) => new(
        "div",
        new XAttribute("class", "frame"), new XAttribute("role", "group"), label, new XAttribute("tabindex", "0"),
        content);

    /// <summary>A row.</summary>
    public static XElement Row(params object?[] cells) => new("tr", cells);

    /// <summary>The header of a column.</summary>
    public static XElement ColumnHeader(string text, int rows = 1) => new(
        "th", new XAttribute("scope", "col"), rows == 1 ? null : new XAttribute("rowspan", rows), text);

    /// <summary>The header of a column of numbers.</summary>
    public static XElement NumberHeader(string text, int rows = 1)
    {
        XElement header = ColumnHeader(text, rows);
        header.SetAttributeValue("class", "numbers");
        return header;
    }

    /// <summary>The header of a column with the values of a setting, by which rows can be chosen.</summary>
    public static XElement SettingHeader(string text)
    {
        XElement header = ColumnHeader(text);
        header.SetAttributeValue("class", "setting");
        return header;
    }

    /// <summary>The header of a column of pictures, which have no order.</summary>
    public static XElement PictureHeader(string text)
    {
        XElement header = ColumnHeader(text);
        header.SetAttributeValue("class", "picture");
        return header;
    }

    /// <summary>The header of several columns.</summary>
    public static XElement ColumnGroupHeader(string text, int columns) => new(
        "th", new XAttribute("scope", "colgroup"), new XAttribute("colspan", columns), text);

    /// <summary>The header of a row, which stays in sight when the rest is scrolled.</summary>
    /// <param name="content">What it is called.</param>
    /// <param name="remark">What stands under it in small print, or null.</param>
    public static XElement RowHeader(object content, string? remark = null) => new(
        "th", new XAttribute("scope", "row"), new XAttribute("class", "name"), content, Remark(remark));

    /// <summary>The header of one of the rows under a <see cref="RowGroupHeader"/>.</summary>
    public static XElement RowSubheader(string text) => new("th", new XAttribute("scope", "row"), text);

    /// <summary>The header of all rows of a body, which stays in sight when the rest is scrolled.</summary>
    public static XElement RowGroupHeader(object content, int rows) => new(
        "th", new XAttribute("scope", "rowgroup"), new XAttribute("class", "name"), new XAttribute("rowspan", rows), content);

    /// <summary>A cell of words.</summary>
    public static XElement Text(string text) => new("td", text);

    /// <summary>A cell with a number, which stands under those above.</summary>
    /// <param name="text">The number.</param>
    /// <param name="remark">What stands under it in small print, or null.</param>
    /// <param name="rows">How many rows the cell is high.</param>
    public static XElement Number(string text, string? remark = null, int rows = 1) => new(
        "td",
        new XAttribute("class", "number"), rows == 1 ? null : new XAttribute("rowspan", rows), text, Remark(remark));

    private static object[]? Remark(string? remark) => remark is null ? null : [" ", new XElement("small", remark)];
}

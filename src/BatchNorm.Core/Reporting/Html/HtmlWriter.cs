using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace BatchNorm.Reporting.Html;

/// <summary>
/// Writes a tree of elements as a document of the web. Text is text wherever it stands: there is no way to put markup in but as elements.
/// Elements without a namespace are HTML's; those of another language, such as SVG, say so at their root.
/// </summary>
/// <remarks>
/// An XmlWriter would close every empty element in itself, which HTML reads as left open, and escape what a style sheet must have plain.
/// The documents are well-formed XML all the same, the first line aside.
/// </remarks>
internal static class HtmlWriter
{
    private const char Replacement = '\uFFFD';

    // https://html.spec.whatwg.org/multipage/syntax.html#void-elements, those there is a use for.
    private static readonly HashSet<string> VoidElements = new(StringComparer.Ordinal) { "br", "hr", "link", "meta" };

    public static void Write(XElement html, TextWriter writer)
    {
        writer.Write("<!DOCTYPE html>\n");
        WriteElement(html, writer);
        writer.Write('\n');
    }

    private static void WriteElement(XElement element, TextWriter writer)
    {
        string name = element.Name.LocalName;
        writer.Write($"<{name}");
        if (element.Name.Namespace != (element.Parent?.Name.Namespace ?? XNamespace.None))
            WriteAttribute("xmlns", element.Name.NamespaceName, writer);
        foreach (XAttribute attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            WriteAttribute(NameOf(attribute), attribute.Value, writer);

        bool isHtml = element.Name.Namespace == XNamespace.None;
        if (isHtml ? VoidElements.Contains(name) : element.IsEmpty)
        {
            writer.Write("/>");
            return;
        }

        writer.Write('>');
        if (isHtml && name is "style" or "script")
            WriteRaw(element.Value, writer);
        else
            WriteContent(element, writer);
        writer.Write($"</{name}>");
    }

    /// <summary>Elements among themselves stand on lines of their own, the rows of tables whole; beside text, and in preformatted text, lines would show.</summary>
    private static void WriteContent(XElement element, TextWriter writer)
    {
        bool hasLines = !element.IsEmpty && element.Name.LocalName is not "tr" && !element.Nodes().Any(node => node is XText) && !element.AncestorsAndSelf("pre").Any();
        foreach (XNode node in element.Nodes())
        {
            if (hasLines)
                writer.Write('\n');
            if (node is XElement child)
                WriteElement(child, writer);
            else if (node is XText text)
                writer.Write(Escape(text.Value));
            else
                throw new ArgumentException($"A page has no place for a {node.NodeType}.", nameof(element));
        }

        if (hasLines)
            writer.Write('\n');
    }

    private static void WriteAttribute(string name, string value, TextWriter writer) => writer.Write($" {name}=\"{Escape(value)}\"");

    /// <summary>Style sheets and scripts are the texts that HTML takes as they are, up to the first end tag, and XML does not.</summary>
    private static void WriteRaw(string text, TextWriter writer)
    {
        if (text.AsSpan().ContainsAny('<', '&'))
            throw new ArgumentException("A style sheet or a script with '<' or '&' in it could end early.", nameof(text));
        writer.Write(text);
    }

    private static string NameOf(XAttribute attribute) => attribute.Name.Namespace == XNamespace.None
        ? attribute.Name.LocalName
        : throw new ArgumentException($"A page has no place for the attribute {attribute.Name}.", nameof(attribute));

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune letter in text.EnumerateRunes()) // halves of surrogate pairs come as replacement characters
        {
            _ = letter.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\r' => escaped.Append("&#13;"),
                _ => escaped.Append(letter.IsBmp && !XmlConvert.IsXmlChar((char)letter.Value) ? Replacement : letter),
            };
        }

        return escaped.ToString();
    }
}

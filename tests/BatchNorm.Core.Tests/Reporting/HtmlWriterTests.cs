using System.Xml.Linq;
using BatchNorm.Reporting.Html;

namespace BatchNorm.Reporting;

public class HtmlWriterTests
{
    [Fact]
    public void Text_is_text_wherever_it_stands() => Assert.Equal(
        "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>",
        Written(new XElement("p", new XAttribute("title", "\"><b>"), "<script>alert(1)</script> &amp;")));

    [Fact]
    public void What_no_document_may_hold_is_replaced() =>
        Assert.Equal("<p>a\uFFFDb\uFFFDc\uFFFD \U0001F600\n</p>", Written(new XElement("p", "a\u0000b\u0001c\ud83d \U0001F600\n")));

    [Fact]
    public void Empty_elements_are_closed_and_void_elements_are_not() => Assert.Equal(
        "<div>\n<td></td>\n<br/>\n<meta charset=\"utf-8\"/>\n</div>",
        Written(new XElement("div", new XElement("td"), new XElement("br"), new XElement("meta", new XAttribute("charset", "utf-8")))));

    [Fact]
    public void Nothing_is_added_to_preformatted_text() => Assert.Equal(
        "<pre><code><span>one </span><span>two</span></code></pre>",
        Written(new XElement("pre", new XElement("code", new XElement("span", "one "), new XElement("span", "two")))));

    [Fact]
    public void Another_language_says_so_at_its_root()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";

        Assert.Equal(
            "<p>A <svg xmlns=\"http://www.w3.org/2000/svg\">\n<rect/>\n</svg></p>",
            Written(new XElement("p", "A ", new XElement(svg + "svg", new XElement(svg + "rect")))));
    }

    [Fact]
    public void A_style_sheet_is_written_as_it_is() =>
        Assert.Equal("<style>dl > div { content: \"x\" }</style>", Written(new XElement("style", "dl > div { content: \"x\" }")));

    [Theory]
    [InlineData("p { } </style><script>")]
    [InlineData("p { content: '&lt;' }")]
    public void A_style_sheet_cannot_end_early(string rules) =>
        Assert.Throws<ArgumentException>(() => Written(new XElement("style", rules)));

    [Fact]
    public void Comments_and_foreign_attributes_have_no_place()
    {
        XNamespace xlink = "http://www.w3.org/1999/xlink";

        Assert.Throws<ArgumentException>(() => Written(new XElement("p", new XComment("--><script>"))));
        Assert.Throws<ArgumentException>(() => Written(new XElement("p", new XAttribute(xlink + "href", "#"))));
    }

    private static string Written(XElement element)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        HtmlWriter.Write(element, writer);
        string text = writer.ToString();
        const string Start = "<!DOCTYPE html>\n";
        Assert.StartsWith(Start, text, StringComparison.Ordinal);
        return text[Start.Length..^1];
    }
}

using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CommandHelp.Pages;

/// <summary>Markdown as text that needs no rendering.</summary>
internal static class PlainText
{
    /// <summary>A paragraph or heading on one line, or the lines of a block of code.</summary>
    public static string Of(LeafBlock? block) => block switch
    {
        null => "",
        CodeBlock code => code.Lines.ToString().TrimEnd(),
        _ => Of(block.Inline).Trim(),
    };

    /// <summary>The items of a list.</summary>
    public static IEnumerable<string> Items(ListBlock list) =>
        list.Cast<ListItemBlock>().Select(item => string.Join(' ', item.Descendants<ParagraphBlock>().Select(Of)));

    private static string Of(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Select(Of));

    private static string Of(Inline inline) => inline switch
    {
        LiteralInline literal => $"{literal.Content}",
        CodeInline code => code.Content,
        LineBreakInline => " ",
        AutolinkInline address => address.Url,
        HtmlEntityInline entity => $"{entity.Transcoded}",
        LinkInline link when link.Url?.StartsWith("https://", StringComparison.Ordinal) == true => $"{Of((ContainerInline)link)} ({link.Url})",
        ContainerInline container => Of(container),
        _ => "",
    };
}

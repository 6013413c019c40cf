using CommandHelp.Pages;
using Markdig.Syntax;

namespace CommandHelp.Writing;

/// <summary>A topic as Get-Help shows it: text of 80 columns. PowerShell takes the fifth line for its synopsis.</summary>
internal static class TopicText
{
    /// <summary>The most columns of a line that is wrapped: one less than the narrowest terminal has.</summary>
    public const int Width = 79;

    private const string Indent = "    ";

    public static string Of(Page page)
    {
        IEnumerable<string> lines =
        [
            "TOPIC", $"{Indent}{page.Name}", "",
            "SHORT DESCRIPTION", $"{Indent}{page.Synopsis}", "",
            .. page.Sections.SelectMany(section => section.Blocks.SelectMany(Shown).Prepend(section.Title.ToUpperInvariant())),
        ];
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static IEnumerable<string> Shown(Block block) => block switch
    {
        HeadingBlock heading => [$"  {PlainText.Of(heading)}"],
        CodeBlock code => [.. PlainText.Of(code).Split('\n').Select(line => $"{Indent}  {line}".TrimEnd()), ""],
        ListBlock list => [.. PlainText.Items(list).SelectMany(item => Wrapped(item, $"{Indent}- ", $"{Indent}  ")), ""],
        ParagraphBlock paragraph => [.. Wrapped(PlainText.Of(paragraph), Indent, Indent), ""],
        _ => [], // a comment
    };

    private static IEnumerable<string> Wrapped(string text, string first, string indent) => Lines.Wrap(text.Split(' '), Width, first, indent);
}

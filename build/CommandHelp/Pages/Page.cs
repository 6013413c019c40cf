using Markdig;
using Markdig.Syntax;

namespace CommandHelp.Pages;

/// <summary>A page of docs/help: a heading, a paragraph that says in short what it is about, and sections.</summary>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Text">The page as Markdown.</param>
/// <param name="Synopsis">The first paragraph, as plain text.</param>
/// <param name="Sections">What follows, by headings of the second level.</param>
internal sealed record Page(string Name, string Text, string Synopsis, IReadOnlyList<Section> Sections)
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <summary>Every page of a folder, in the order of their names; README.md tells about them and is none.</summary>
    public static IReadOnlyList<Page> In(string folder) =>
    [
        .. from path in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
           let name = Path.GetFileNameWithoutExtension(path)
           where name != "README"
           select Of(name, File.ReadAllText(path)),
    ];

    /// <summary>The page that a text is.</summary>
    /// <exception cref="InvalidDataException">It has something that help cannot show.</exception>
    public static Page Of(string name, string text)
    {
        MarkdownDocument document = Markdig.Markdown.Parse(text, Markdown);
        if (document.FirstOrDefault(block => block is not (HeadingBlock or ParagraphBlock or ListBlock or CodeBlock or HtmlBlock)) is { } unknown)
            throw new InvalidDataException($"{name}.md, line {unknown.Line + 1}: help shows headings, paragraphs, lists and code, and no {unknown.GetType().Name}. Write it as one of these.");

        IEnumerable<Block> introduction = document.TakeWhile(block => block is not HeadingBlock { Level: > 1 });
        return new Page(name, text, PlainText.Of(introduction.OfType<ParagraphBlock>().FirstOrDefault()), Section.Split(document, level: 2));
    }

    /// <summary>Whether it is about a subject and not a cmdlet.</summary>
    public bool IsTopic => Name.StartsWith("about_", StringComparison.Ordinal);

    /// <summary>The blocks of a section; none where there is no such section.</summary>
    public IReadOnlyList<Block> BlocksOf(string title) => Sections.FirstOrDefault(section => section.Title == title)?.Blocks ?? [];

    /// <summary>The examples of a cmdlet's page.</summary>
    public IReadOnlyList<Example> Examples => [.. Section.Split(BlocksOf("Examples"), level: 3).Select(Example.Of)];

    /// <summary>What a list of types, "Inputs" or "Outputs", says of each.</summary>
    public IReadOnlyList<TypeNote> Types(string title) => [.. ItemsOf(title).Select(TypeNote.Of)];

    /// <summary>The items of a section's list, as plain text.</summary>
    public IReadOnlyList<string> ItemsOf(string title) => [.. BlocksOf(title).OfType<ListBlock>().SelectMany(PlainText.Items)];
}

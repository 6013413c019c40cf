using Markdig.Syntax;

namespace CommandHelp.Pages;

/// <summary>A heading and what stands under it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Start">Where in the text the heading begins.</param>
/// <param name="Blocks">What stands under it, headings of lower levels too.</param>
internal sealed record Section(string Title, int Start, IReadOnlyList<Block> Blocks)
{
    /// <summary>The sections of a level; what stands before the first is left out.</summary>
    public static IReadOnlyList<Section> Split(IEnumerable<Block> blocks, int level)
    {
        var sections = new List<Section>();
        var content = new List<Block>();
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level <= level)
            {
                content = [];
                if (heading.Level == level)
                    sections.Add(new Section(PlainText.Of(heading), heading.Span.Start, content));
            }
            else
            {
                content.Add(block);
            }
        }

        return sections;
    }
}

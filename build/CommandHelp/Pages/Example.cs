using Markdig.Syntax;

namespace CommandHelp.Pages;

/// <summary>An example of a cmdlet's use.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">What is typed; empty where there is nothing.</param>
/// <param name="Output">What is printed, where that is worth showing.</param>
/// <param name="Remarks">What is to be said about it.</param>
internal sealed record Example(string Title, string Code, string Output, IReadOnlyList<Block> Remarks)
{
    private const string PowerShell = "powershell";

    public static Example Of(Section section) => new(
        section.Title,
        Fenced(section, PowerShell),
        Fenced(section, ""),
        [.. section.Blocks.Where(block => block is not FencedCodeBlock)]);

    private static string Fenced(Section section, string language) => string.Join(
        "\n\n", section.Blocks.OfType<FencedCodeBlock>().Where(block => (block.Info ?? "") == language).Select(PlainText.Of));
}

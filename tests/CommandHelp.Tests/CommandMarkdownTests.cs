using CommandHelp.Writing;

namespace CommandHelp;

public sealed class CommandMarkdownTests(ModuleHelp help)
{
    [Fact]
    public void A_whole_page_has_syntax_and_parameters_in_their_places()
    {
        string page = CommandMarkdown.Of(help.PageOf("Export-BatchNormReport"), help.Command("Export-BatchNormReport"));

        string[] headings = [.. page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        Assert.Equal(["## Syntax", "## Description", "## Examples", "## Parameters", "## Inputs", "## Outputs", "## Links"], headings);
        Assert.Contains(
            """
            ```text
            Export-BatchNormReport [-Path] <String> -InputObject <PSObject[]> [-Title <String>] [-NoClobber]
            """.ReplaceLineEndings("\n"),
            page,
            StringComparison.Ordinal);
        Assert.Contains(
            """
            ### -Accuracy

            The validation accuracy that the steps are counted to, from 0 to 1: 0.9 unless given.

            - Type: `Double`
            - Default: 0.9

            """.ReplaceLineEndings("\n"),
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_sets_are_named_where_a_parameter_is_not_in_all() =>
        Assert.Contains(
            "- Parameter sets: BadWeights\n",
            CommandMarkdown.Of(help.PageOf("Compare-BatchNorm"), help.Command("Compare-BatchNorm")),
            StringComparison.Ordinal);
}

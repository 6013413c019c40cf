using CommandHelp.Commands;
using CommandHelp.Pages;

namespace CommandHelp.Writing;

/// <summary>The whole help of a cmdlet as one page: what docs/help says, with the syntax before it and the parameters after the examples.</summary>
internal static class CommandMarkdown
{
    public static string Of(Page page, Command command)
    {
        int description = Start(page, "Description"), inputs = Start(page, "Inputs");
        return string.Concat(page.Text[..description], Syntax(command), page.Text[description..inputs], Parameters(command), page.Text[inputs..]);
    }

    private static int Start(Page page, string title) => page.Sections.FirstOrDefault(section => section.Title == title)?.Start ?? page.Text.Length;

    private static string Syntax(Command command) =>
        string.Concat(command.ParameterSets.Select(set => $"```text\n{CommandSyntax.Of(command, set)}\n```\n\n").Prepend("## Syntax\n\n"));

    private static string Parameters(Command command) =>
        string.Concat(command.Parameters.Select(parameter => Described(parameter, command)).Prepend("## Parameters\n\n"));

    private static string Described(Parameter parameter, Command command)
    {
        string[] sets = [.. command.ParameterSets.Where(set => set.Parameters.Any(one => one.Name == parameter.Name)).Select(set => set.Name)];
        (string Label, string Value)[] facts =
        [
            ("Type", $"`{parameter.TypeName}`"),
            ("Accepted values", string.Join(", ", parameter.Values.Select(value => $"`{value.Value}`"))),
            ("Default", parameter.Default),
            ("Required", parameter.IsMandatory ? "yes" : ""),
            ("Position", $"{parameter.Position}"),
            ("Pipeline input", parameter.PipelineInput == "False" ? "" : parameter.PipelineInput),
            ("Aliases", string.Join(", ", parameter.Aliases)),
            ("Wildcards", parameter.TakesWildcards ? "yes" : ""),
            ("Parameter sets", sets.Length < command.ParameterSets.Count ? string.Join(", ", sets) : ""),
        ];
        string list = string.Concat(facts.Where(fact => fact.Value.Length > 0).Select(fact => $"- {fact.Label}: {fact.Value}\n"));
        return $"### -{parameter.Name}\n\n{parameter.Help}\n\n{list}\n";
    }
}

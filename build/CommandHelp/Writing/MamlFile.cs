using System.Xml.Linq;
using CommandHelp.Commands;
using CommandHelp.Pages;
using Markdig.Syntax;

namespace CommandHelp.Writing;

/// <summary>The help of all cmdlets in the XML that Get-Help reads.</summary>
internal static class MamlFile
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Cmd = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Makes it.</summary>
    /// <param name="commands">The cmdlets.</param>
    /// <param name="pages">What docs/help says; a cmdlet without a page gets its syntax and its parameters.</param>
    /// <param name="onlineFolder">The address under which the cmdlets' pages are; null where they are nowhere.</param>
    public static XDocument Of(IEnumerable<Command> commands, IReadOnlyList<Page> pages, Uri? onlineFolder) => new(
        new XElement(
            Help + "helpItems",
            new XAttribute("schema", "maml"),
            commands.Select(command => Of(command, pages.FirstOrDefault(page => page.Name == command.Name) ?? Page.Of(command.Name, ""), onlineFolder))));

    private static XElement Of(Command command, Page page, Uri? onlineFolder) => new(
        Cmd + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Cmd),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Cmd + "details",
            new XElement(Cmd + "name", command.Name),
            new XElement(Cmd + "verb", command.Name.Split('-')[0]),
            new XElement(Cmd + "noun", command.Name.Split('-')[1]),
            Description(Paragraph(page.Synopsis))),
        Description(Paragraphs(page.BlocksOf("Description"))),
        new XElement(Cmd + "syntax", command.ParameterSets.Select(set => Syntax(command, set))),
        new XElement(Cmd + "parameters", command.Parameters.Select(Described)),
        new XElement(Cmd + "inputTypes", page.Types("Inputs").Select(type => Type("inputType", type))),
        new XElement(Cmd + "returnValues", page.Types("Outputs").Select(type => Type("returnValue", type))),
        page.BlocksOf("Notes").Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.BlocksOf("Notes")))),
        new XElement(Cmd + "examples", page.Examples.Select(Shown)),
        new XElement(Maml + "relatedLinks", Links(command, page, onlineFolder)));

    private static XElement Syntax(Command command, ParameterSet set) => new(
        Cmd + "syntaxItem",
        new XElement(Maml + "name", command.Name),
        set.Parameters.Where(parameter => !parameter.IsHidden).Select(parameter => Parameter(parameter)));

    /// <summary>In full: with what it is, and the values it takes, each with its meaning.</summary>
    private static XElement Described(Parameter parameter) => Parameter(
        parameter,
        Description(Paragraph(parameter.Help)),
        parameter.Values.Count == 0 ? null : new XElement(
            Dev + "possibleValues",
            parameter.Values.Select(value => new XElement(
                Dev + "possibleValue", new XElement(Dev + "value", value.Value), Description(Paragraph(value.Description))))));

    private static XElement Parameter(Parameter parameter, params IEnumerable<XElement?> description) => new(
        Cmd + "parameter",
        new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.IsArray ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.PipelineInput),
        new XAttribute("position", parameter.Position is { } position ? $"{position}" : "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        description,
        parameter.IsSwitch ? null : new XElement(
            Cmd + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.TypeName),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default.Length == 0 ? "None" : parameter.Default));

    private static XElement Type(string name, TypeNote type) => new(
        Cmd + name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Type)),
        Description(Paragraph(type.Description)));

    private static XElement Shown(Example example, int index) => new(
        Cmd + "example",
        new XElement(Maml + "title", $"-------- Example {index + 1}: {example.Title} --------"),
        new XElement(Dev + "code", example.Output.Length == 0 ? example.Code : $"{example.Code}\n\n{example.Output}"),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks).Append(Paragraph("")))); // the blank line before the next example

    /// <summary>
    /// Get-Help -Online opens the first address it finds: where the page is not online there is to be none, and those that the page
    /// names stand in the text.
    /// </summary>
    private static IEnumerable<XElement> Links(Command command, Page page, Uri? onlineFolder) =>
        page.ItemsOf("Links").Select(text => Link(text, "")).Prepend(onlineFolder is null ? null : Link("Online version:", $"{new Uri(onlineFolder, $"{command.Name}.md")}"))
            .OfType<XElement>();

    private static XElement Link(string text, string address) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", address));

    private static XElement Description(params IEnumerable<XElement> paragraphs) => new(Maml + "description", paragraphs);

    private static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        ListBlock list => PlainText.Items(list).Select(item => $"- {item}"),
        LeafBlock leaf and not HtmlBlock => [PlainText.Of(leaf)],
        _ => [], // a comment
    }).Select(Paragraph);

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}

using CommandHelp.Commands;
using CommandHelp.Pages;
using CommandHelp.Writing;
using Markdig.Syntax;

namespace CommandHelp.Checking;

/// <summary>Finds what the help lacks, and what it says of things that are gone.</summary>
internal static class HelpCheck
{
    private const int LeastExamples = 3;

    /// <summary>What a line of code may have, so that it is not broken where Get-Help shows it indented in 80 columns.</summary>
    private const int CodeWidth = 76;

    private static readonly string[] Sections = ["Description", "Examples", "Inputs", "Outputs", "Links"];

    /// <summary>Every problem in a sentence that says where it is.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyList<Command> commands, IReadOnlyList<Page> pages)
    {
        var parameters = new NamedParameters(commands);
        return
        [
            .. from command in commands where pages.All(page => page.Name != command.Name) select $"{command.Name} has no page {command.Name}.md.",
            .. from command in commands from problem in OfParameters(command, parameters) select $"{command.Name} {problem}",
            .. from page in pages
               let command = commands.FirstOrDefault(command => command.Name == page.Name)
               from problem in OfPage(page, command, parameters)
               select $"{page.Name}.md: {problem}",
        ];
    }

    private static IEnumerable<string> OfParameters(Command command, NamedParameters parameters) =>
    [
        .. from parameter in command.Parameters where parameter.Help.Length == 0 select $"-{parameter.Name} has no HelpMessage.",
        .. from parameter in command.Parameters
           from value in Defaults(parameter)
           where !parameter.Help.Contains(value, StringComparison.OrdinalIgnoreCase)
           select $"-{parameter.Name} does not say that it is {value} unless given.",
        .. from parameter in command.Parameters
           from unknown in parameters.UnknownInText(parameter.Help, command)
           select $"-{parameter.Name} names {unknown}, which is no parameter.",
    ];

    /// <summary>Values that are taken unless others are given; what is told in words can be told in others.</summary>
    private static IEnumerable<string> Defaults(Parameter parameter) => parameter.IsSwitch
        ? []
        : parameter.Default.Split("; ").Select(value => value[(value.LastIndexOf(": ", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : 0)..])
            .Where(value => value.Length > 0 && value.All(letter => letter is '.' or ',' || char.IsLetterOrDigit(letter)));

    private static IEnumerable<string> OfPage(Page page, Command? command, NamedParameters parameters) =>
    [
        .. page.Synopsis.Length == 0 ? ["There is no paragraph under the heading, which is the synopsis."] : Array.Empty<string>(),
        .. command is not null ? OfCommandPage(page, command) : page.IsTopic ? OfTopic(page) : ["There is no such cmdlet."],
        .. UnknownParameters(page, command, parameters).Select(unknown => $"It names {unknown}, which is no parameter."),
    ];

    private static IEnumerable<string> OfCommandPage(Page page, Command command) =>
    [
        .. from title in Sections where page.BlocksOf(title).Count == 0 select $"It has no section '{title}'.",
        .. page.Examples.Count < LeastExamples ? [$"It has {page.Examples.Count} examples; {LeastExamples} are the least."] : Array.Empty<string>(),
        .. from example in page.Examples where example.Code.Length == 0 select $"The example '{example.Title}' has no block of powershell.",
        .. from example in page.Examples
           from line in example.Code.Split('\n')
           where line.Length > CodeWidth
           select $"The example '{example.Title}' has a line longer than {CodeWidth} columns: {line}",
        .. from example in page.Examples where example.Remarks.Count == 0 select $"The example '{example.Title}' has no sentence.",
        .. from type in command.OutputTypes
           where page.Types("Outputs").All(told => told.Type != type)
           select $"Its outputs do not tell of {type}, which the cmdlet says it writes.",
    ];

    private static IEnumerable<string> OfTopic(Page page) =>
        from line in TopicText.Of(page).Split('\n')
        where line.Length > TopicText.Width
        select $"A line cannot be wrapped to {TopicText.Width} columns: {line}";

    private static IEnumerable<string> UnknownParameters(Page page, Command? command, NamedParameters parameters) =>
        page.Sections.SelectMany(section => section.Blocks.SelectMany(block => block switch
        {
            CodeBlock code => parameters.UnknownInCode(PlainText.Of(code)),
            ListBlock list => PlainText.Items(list).SelectMany(item => parameters.UnknownInText(item, command)),
            LeafBlock leaf => parameters.UnknownInText(PlainText.Of(leaf), command),
            _ => [],
        })).Concat(parameters.UnknownInText(page.Synopsis, command));
}

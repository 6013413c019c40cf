using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using CommandHelp.Commands;

namespace CommandHelp.Checking;

/// <summary>Finds names of parameters that no cmdlet has (any more).</summary>
internal sealed partial class NamedParameters(IReadOnlyList<Command> commands)
{
    /// <summary>Those in code, where each stands behind its cmdlet.</summary>
    public IEnumerable<string> UnknownInCode(string code) =>
        from CommandAst call in Parser.ParseInput(code, out _, out _).FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true)
        let command = commands.FirstOrDefault(command => command.Aliases.Append(command.Name).Contains(call.GetCommandName(), StringComparer.OrdinalIgnoreCase))
        where command is not null
        from parameter in call.CommandElements.OfType<CommandParameterAst>()
        where !command.HasParameter(parameter.ParameterName)
        select $"{command.Name} -{parameter.ParameterName}";

    /// <summary>Those in a paragraph, where each is of a cmdlet that it names, or of the one that it is about.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="subject">What it is about; null for one about them all.</param>
    public IEnumerable<string> UnknownInText(string text, Command? subject)
    {
        HashSet<string> named = [.. CommandName().Matches(text).Select(match => match.Value)];
        Command[] meant = [.. commands.Where(command => subject is null || command == subject || named.Contains(command.Name))];
        return from Match match in ParameterName().Matches(text)
               let name = match.Groups["name"].Value
               where !Array.Exists(meant, command => command.HasParameter(name)) && !IsOfOthers(match, text)
               select $"-{name}";
    }

    /// <summary>Whether it stands right behind a cmdlet that is none of the module's.</summary>
    private bool IsOfOthers(Match parameter, string text) =>
        CommandName().Matches(text[..parameter.Index]).LastOrDefault() is { } before
        && before.Index + before.Length + 1 == parameter.Index
        && !commands.Any(command => command.Name == before.Value);

    [GeneratedRegex(@"\b[A-Z]\w+-[A-Z]\w+\b")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"(?<![\w-])-(?<name>[A-Z]\w+)")]
    private static partial Regex ParameterName();
}

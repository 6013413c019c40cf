using CommandHelp.Commands;

namespace CommandHelp.Writing;

/// <summary>How a cmdlet is called, as Get-Command -Syntax says it, without what is hidden.</summary>
internal static class CommandSyntax
{
    private const int Width = 100;

    public static string Of(Command command, ParameterSet set)
    {
        IEnumerable<string> parts = set.Parameters.Where(parameter => !parameter.IsHidden).Select(Of).Prepend(command.Name).Append("[<CommonParameters>]");
        return string.Join('\n', Lines.Wrap(parts, Width, "", "    "));
    }

    private static string Of(Parameter parameter)
    {
        string name = parameter.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        string call = parameter.IsSwitch ? name : $"{name} <{parameter.TypeName}>";
        return parameter.IsMandatory ? call : $"[{call}]";
    }
}

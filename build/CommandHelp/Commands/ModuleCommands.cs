using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace CommandHelp.Commands;

/// <summary>The cmdlets of a module, from a PowerShell engine that imports it as users do.</summary>
internal static class ModuleCommands
{
    // What ShouldProcess brings has no text of the module's own.
    private static readonly Dictionary<string, string> OptionalCommonParameters = new(StringComparer.Ordinal)
    {
        ["WhatIf"] = "Says what would be done, and does nothing.",
        ["Confirm"] = "Asks before it is done.",
    };

    /// <summary>Imports a module and describes its cmdlets, in the order of their names.</summary>
    /// <param name="manifest">The path of the module's manifest.</param>
    public static IReadOnlyList<Command> Of(string manifest)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("param($manifest) $module = Import-Module $manifest -PassThru -ErrorAction Stop; Get-Command -Module $module.Name")
            .AddParameter("manifest", manifest);
        CommandInfo[] found = [.. shell.Invoke<CommandInfo>()];
        ILookup<string, string> aliases = found.OfType<AliasInfo>().ToLookup(alias => alias.Definition, alias => alias.Name);
        return [.. from cmdlet in found.OfType<CmdletInfo>().OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal) select Described(cmdlet, aliases[cmdlet.Name])];
    }

    private static Command Described(CmdletInfo cmdlet, IEnumerable<string> aliases)
    {
        object instance = Activator.CreateInstance(cmdlet.ImplementingType)!;
        using var held = instance as IDisposable;
        return new Command(
            cmdlet.Name,
            [.. aliases],
            [.. from set in cmdlet.ParameterSets orderby set.IsDefault descending select Described(set, cmdlet.Name, instance)],
            [.. cmdlet.OutputType.Select(type => type.Name)]);
    }

    private static ParameterSet Described(CommandParameterSetInfo set, string command, object instance) => new(
        set.Name,
        [
            .. from parameter in set.Parameters
               where !Cmdlet.CommonParameters.Contains(parameter.Name)
               select Described(parameter, command, instance) into described
               orderby described.Position ?? int.MaxValue, !described.IsMandatory
               select described,
        ]);

    private static Parameter Described(CommandParameterInfo parameter, string command, object instance) => new()
    {
        Name = parameter.Name,
        Type = parameter.ParameterType,
        Help = string.IsNullOrEmpty(parameter.HelpMessage) ? OptionalCommonParameters.GetValueOrDefault(parameter.Name, "") : parameter.HelpMessage,
        Default = ParameterDefault.Of(parameter, instance),
        Aliases = [.. parameter.Aliases],
        Values = Values(parameter, command),
        IsMandatory = parameter.IsMandatory,
        Position = parameter.Position >= 0 ? parameter.Position : null,
        TakesValueFromPipeline = parameter.ValueFromPipeline,
        TakesPropertyFromPipeline = parameter.ValueFromPipelineByPropertyName,
        TakesWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        IsHidden = parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow),
    };

    /// <summary>What completion offers: the names of an enumeration, or what a completer of the parameter's own says.</summary>
    private static IReadOnlyList<AcceptedValue> Values(CommandParameterInfo parameter, string command)
    {
        Type type = parameter.ParameterType.GetElementType() ?? Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsEnum)
            return EnumerationValues.Of(type);
        if (parameter.Attributes.OfType<ArgumentCompleterAttribute>().SingleOrDefault()?.Type is not { } completer)
            return [];

        var offered = ((IArgumentCompleter)Activator.CreateInstance(completer)!).CompleteArgument(command, parameter.Name, "", null!, new Hashtable());
        return [.. offered.Select(result => new AcceptedValue(result.CompletionText, result.ToolTip))];
    }
}

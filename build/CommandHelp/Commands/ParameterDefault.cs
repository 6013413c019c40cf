using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace CommandHelp.Commands;

/// <summary>
/// What a parameter is where it is not given: what its PSDefaultValue says; else what a new cmdlet has; else, for a setting, what is usual for it. One
/// that has to be given is nothing else.
/// </summary>
internal static class ParameterDefault
{
    public static string Of(CommandParameterInfo parameter, object cmdlet) => parameter.IsMandatory
        ? ""
        : parameter.Attributes.OfType<PSDefaultValueAttribute>().SingleOrDefault()?.Help
        ?? (Initial(parameter, cmdlet) is { } value ? Text(value) : UsualSettings.InWords(parameter.Name));

    /// <summary>What a new cmdlet has; -WhatIf and the like are no properties of it.</summary>
    private static object? Initial(CommandParameterInfo parameter, object cmdlet) =>
        cmdlet.GetType().GetProperty(parameter.Name) is { } property ? property.GetValue(cmdlet)
        : parameter.ParameterType == typeof(SwitchParameter) ? new SwitchParameter() : null;

    private static string Text(object value) => value switch
    {
        SwitchParameter isSet => $"{isSet.IsPresent}",
        string text => text,
        IEnumerable several => string.Join(", ", several.Cast<object>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}

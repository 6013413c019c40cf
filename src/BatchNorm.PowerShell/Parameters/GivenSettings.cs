using System.Management.Automation;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>
/// The settings that a cmdlet was given: a parameter of a setting's name is that setting. One that was not given is null, or a switch that is
/// not set.
/// </summary>
internal static class GivenSettings
{
    /// <summary>Each setting that was given, with its values.</summary>
    public static IEnumerable<KeyValuePair<Setting, IReadOnlyList<object>>> Of(Cmdlet cmdlet) =>
        from setting in SettingTable.All
        where setting.Part != SettingPart.Data
        let values = Values(cmdlet.GetType().GetProperty(setting.Name)?.GetValue(cmdlet))
        where values.Count > 0
        select new KeyValuePair<Setting, IReadOnlyList<object>>(setting, values);

    private static IReadOnlyList<object> Values(object? given) => given switch
    {
        null or "" => [],
        SwitchParameter { IsPresent: false } => [],
        SwitchParameter => [true],
        Array several => [.. several.Cast<object>()],
        _ => [given],
    };
}

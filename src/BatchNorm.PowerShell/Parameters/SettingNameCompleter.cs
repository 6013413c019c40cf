using BatchNorm.Plotting.Sweeps;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of settings that an axis may show, each with what people call it.</summary>
public sealed class SettingNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        SweepPlot.SettingNames.Select(name => (name, SettingTable.Named(name).Label));
}

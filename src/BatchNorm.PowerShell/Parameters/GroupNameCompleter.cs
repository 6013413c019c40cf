using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what runs can be grouped by.</summary>
public sealed class GroupNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        Grouping.AllNames.Select(name => (name, name == Grouping.BatchNormalization ? "with or without batch normalization" : SettingTable.Named(name).Label));
}

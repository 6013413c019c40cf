using BatchNorm.Training;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what runs can be grouped by.</summary>
public sealed class GroupNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        RunTrait.All.Select(trait => (trait.Name, trait.Name == RunTrait.BatchNormalization ? "with or without batch normalization" : trait.Label));
}

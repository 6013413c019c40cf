using BatchNorm.Training;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what runs can be grouped by.</summary>
public class GroupNameCompleter : NameCompleter
{
    /// <summary>Names that are left out: what groups of the kind cannot differ in.</summary>
    protected virtual IReadOnlyList<string> LeftOut => [];

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        RunTrait.All.Where(trait => !LeftOut.Contains(trait.Name)).Select(trait => (trait.Name, trait.Name == RunTrait.BatchNormalization ? "with or without batch normalization" : trait.Label));
}

using BatchNorm.PowerShell.Commands;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what panels can be made by, and the word for none of them.</summary>
public sealed class PanelNameCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Meaning)> Names(string parameterName) =>
        RunTrait.All.Select(trait => (trait.Name, trait.Label)).Prepend((ExportAccuracyPlotCommand.OnePanel, "all curves in one panel"));
}

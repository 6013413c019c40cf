using BatchNorm.Training;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what runs are grouped by to be held against each other, which they are seed by seed: not the seed.</summary>
public sealed class RunGroupNameCompleter : GroupNameCompleter
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> LeftOut => [nameof(TrainingRun.Seed)];
}

using BatchNorm.Training;

namespace BatchNorm.PowerShell.Parameters;

/// <summary>Completes the names of what comparisons are grouped by to be measured, which are pairs of several seeds: neither batch normalization nor the seed.</summary>
public sealed class PairGroupNameCompleter : GroupNameCompleter
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> LeftOut => [RunTrait.BatchNormalization, nameof(TrainingRun.Seed)];
}

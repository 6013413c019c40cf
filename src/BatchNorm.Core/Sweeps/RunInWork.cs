namespace BatchNorm.Sweeps;

/// <summary>A run that a worker trains, as far as it has come.</summary>
/// <param name="Key">The key of the run's settings.</param>
/// <param name="UseBatchNorm">Whether it is the one with batch normalization.</param>
/// <param name="CompletedBatches">Steps done.</param>
/// <param name="TrainingBatches">Steps in all.</param>
public sealed record RunInWork(string Key, bool UseBatchNorm, int CompletedBatches, int TrainingBatches)
{
    /// <summary>How far it is, in words.</summary>
    public override string ToString() => FormattableString.Invariant($"{CompletedBatches} of {TrainingBatches} steps {(UseBatchNorm ? "with" : "without")}");
}

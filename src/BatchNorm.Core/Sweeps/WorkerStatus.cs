using BatchNorm.Collections;

namespace BatchNorm.Sweeps;

/// <summary>A worker of a sweep, as its last sign of life tells.</summary>
public sealed record WorkerStatus
{
    /// <summary>Unlike that of any other worker.</summary>
    public required string Worker { get; init; }

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>Its process there.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What an engine calls it, as "1234_5" for a task of Slurm; null for others.</summary>
    public string? EngineJob { get; init; }

    /// <summary>
    /// Whether it lives: on this machine's kernel for certain; of another machine, whether its last sign of life is less far from now than the time after
    /// which others take it for dead, unless it has been watched for longer: then by its signs alone, whatever clocks say.
    /// </summary>
    public required bool IsAlive { get; init; }

    /// <summary>When it began, by its own clock, in UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>Runs it has finished.</summary>
    public required int FinishedRuns { get; init; }

    /// <summary>Steps a second, or null where it is too early to tell.</summary>
    public double? BatchesPerSecond { get; init; }

    /// <summary>What it trains.</summary>
    public required ValueList<RunInWork> Running { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{EngineJob ?? $"process {ProcessId}"} on {Host}{(IsAlive ? "" : " (gone)")}";
}

using BatchNorm.Collections;

namespace BatchNorm.Sweeps;

/// <summary>A worker's sign of life: who it is, where, and what it does.</summary>
internal sealed record Heartbeat
{
    /// <summary>What such a file has at most: a worker of a thousand threads.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Unique among all workers.</summary>
    public required string Worker { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>What tells its kernel from others: <see cref="Kernel.Id"/>.</summary>
    public required string Kernel { get; init; }

    /// <summary>Its process there.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What an engine calls it, or null.</summary>
    public string? EngineJob { get; init; }

    /// <summary>When it began, by its own clock.</summary>
    public required DateTime Started { get; init; }

    /// <summary>Goes up with every sign: whoever watches looks whether it changes, and compares no clocks.</summary>
    public required long Beat { get; init; }

    /// <summary>Runs it has finished.</summary>
    public required int FinishedRuns { get; init; }

    /// <summary>Steps a second, all its threads together, or null where it is too early to tell.</summary>
    public double? BatchesPerSecond { get; init; }

    /// <summary>What it trains.</summary>
    public required ValueList<RunInWork> Running { get; init; }
}

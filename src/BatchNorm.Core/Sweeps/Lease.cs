namespace BatchNorm.Sweeps;

/// <summary>What stands in a lease: who took a run, and how far the run had come.</summary>
internal sealed record Lease
{
    /// <summary>What such a file has at most.</summary>
    public const int MostBytes = 1 << 12;

    /// <summary>The worker.</summary>
    public required string Worker { get; init; }

    /// <summary>The kernel that it runs on: <see cref="Kernel.Id"/>.</summary>
    public required string Kernel { get; init; }

    /// <summary>When the run's checkpoint had been written, in ticks: it changes when the run comes on. 0 where there was none.</summary>
    public required long Progress { get; init; }
}

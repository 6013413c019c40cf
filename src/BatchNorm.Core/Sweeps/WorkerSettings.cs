namespace BatchNorm.Sweeps;

/// <summary>How a worker works.</summary>
public sealed record WorkerSettings
{
    /// <summary>Runs trained at a time, each on one thread; at least 1.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "A worker has at least one thread.");
    } = Environment.ProcessorCount;

    /// <summary>How often a run that failed is tried again; not counted are machines that were lost.</summary>
    public int RetryCount
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(RetryCount), value, "A run is tried again 0 times or more.");
    } = 2;

    /// <summary>After what time it stops, keeping what is under way; null for never.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// Whether it stays while others train what is left, to take over from those that die. Else it ends as soon as there is nothing left that it can
    /// claim and everybody who holds the rest has given a sign of life.
    /// </summary>
    public bool Lingers { get; init; } = true;

    /// <summary>
    /// Where in the cells it begins, as a share of them from 0 to below 1; behind the last it goes on with the first. Workers on copies of a sweep, which
    /// know nothing of each other, train other runs first where they begin elsewhere.
    /// </summary>
    public double StartAt
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(StartAt), value, "A worker begins at a share of the cells, from 0 to below 1.");
    }

    /// <summary>
    /// How long a worker gives no sign of life before others take it for dead, by the clock of each. Shared folders show files a minute late, and
    /// a machine may stand still for a while.
    /// </summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time between two signs of life.</summary>
    public TimeSpan HeartbeatTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time between two looks at what others have left, where nothing can be claimed.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The time between two checkpoints of a run, unless they take more than 1 % of it.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What an engine calls it, as "1234_5" for a task of Slurm; null where nobody gave it a name.</summary>
    public string? EngineJob { get; init; }
}

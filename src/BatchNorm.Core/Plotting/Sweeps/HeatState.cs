namespace BatchNorm.Plotting.Sweeps;

/// <summary>What there is to be seen of a cell of a heat map.</summary>
internal enum HeatState
{
    /// <summary>Nobody asked for it.</summary>
    None,

    /// <summary>Nothing of it is done yet.</summary>
    Waiting,

    /// <summary>Nothing of it is done, and something failed.</summary>
    Failed,

    /// <summary>A seed has two results, so that there is no number.</summary>
    Conflict,

    /// <summary>All runs diverged, so that the number tells nothing.</summary>
    Diverged,

    /// <summary>There are results.</summary>
    Done,

    /// <summary>There are results, and some runs diverged, failed or are not there yet.</summary>
    DoneInPart,
}

namespace BatchNorm.Sweeps;

/// <summary>How it stands with a cell of a sweep.</summary>
public enum CellState
{
    /// <summary>Nobody has begun it, or one of its runs is there and nobody has begun the other.</summary>
    Waiting,

    /// <summary>A worker that lives trains one of its runs.</summary>
    Running,

    /// <summary>One of its runs was begun and is not trained at the moment; the next worker goes on with it.</summary>
    Interrupted,

    /// <summary>One of its runs failed as often as it is tried.</summary>
    Failed,

    /// <summary>Both runs are there.</summary>
    Done,
}

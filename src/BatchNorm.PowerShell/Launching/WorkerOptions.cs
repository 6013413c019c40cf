namespace BatchNorm.PowerShell.Launching;

/// <summary>What a worker is told when it is started.</summary>
/// <param name="Path">The sweep's folder as the worker's computer sees it, by its whole path.</param>
/// <param name="Threads">Runs that it trains side by side, at least 1.</param>
internal sealed record WorkerOptions(string Path, int Threads)
{
    /// <summary>How long it may take, above 0; null means until nothing is left to do.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How often a run that failed is tried again, from 0; null leaves it to the worker.</summary>
    public int? RetryCount { get; init; }

    /// <summary>Whether it waits for what other workers have claimed, to take it over from those that die.</summary>
    public bool Lingers { get; init; } = true;

    /// <summary>Where in the cells it begins, from 0 to below 1.</summary>
    public double StartAt { get; init; }

    /// <summary>The name of the data; null means that of the sweep.</summary>
    public string? Dataset { get; init; }

    /// <summary>Where the data is on the worker's computer; null means where the sweep says.</summary>
    public string? DatasetPath { get; init; }

    /// <summary>Finds numbers out of their ranges before anything is started with them.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or there is no path.</exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (TimeLimit <= TimeSpan.Zero)
            throw new ArgumentException($"A worker needs some time: its limit is {TimeLimit:c}.");
        if (RetryCount < 0)
            throw new ArgumentException($"A run cannot be tried again {RetryCount} times.");
    }
}

namespace BatchNorm.Sweeps.Launching;

/// <summary>How many workers are worth starting: by the work that is left, never by the number of cells.</summary>
public static class WorkerCount
{
    /// <summary>A worker takes some seconds of a processor before it does anything; with this much to do that does not matter.</summary>
    private static readonly TimeSpan WorthStarting = TimeSpan.FromMinutes(10);

    /// <summary>As many as are started where nobody knows how long the work takes.</summary>
    private const int Unestimated = 8;

    /// <summary>As many as are started where nobody asked for more: whoever means to fill a cluster says so.</summary>
    private const int Unasked = 100;

    /// <summary>The number of workers; 0 where nothing is left to do.</summary>
    /// <param name="asked">What the user asked for, at least 1; null leaves it to the estimate.</param>
    /// <param name="runsLeft">Runs that are neither done nor failed, from 0.</param>
    /// <param name="cpusPerWorker">Runs that a worker trains side by side, at least 1.</param>
    /// <param name="duration">How long what is left takes on one processor; null where there is no estimate.</param>
    public static int For(int? asked, int runsLeft, int cpusPerWorker, TimeSpan? duration)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(runsLeft);
        ArgumentOutOfRangeException.ThrowIfLessThan(cpusPerWorker, 1);
        if (asked < 1)
            throw new ArgumentOutOfRangeException(nameof(asked), asked, "At least one worker is needed.");

        int useful = (int)(((long)runsLeft + cpusPerWorker - 1) / cpusPerWorker);
        return Math.Min(useful, asked ?? Estimated(duration / cpusPerWorker));
    }

    private static int Estimated(TimeSpan? duration) =>
        duration is { } known ? (int)Math.Clamp(Math.Floor(known / WorthStarting), 1, Unasked) : Unestimated;
}

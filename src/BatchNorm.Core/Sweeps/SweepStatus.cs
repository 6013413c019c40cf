using BatchNorm.Collections;

namespace BatchNorm.Sweeps;

/// <summary>How it stands with a sweep, at the moment it was looked at.</summary>
public sealed record SweepStatus
{
    /// <summary>The sweep's folder.</summary>
    public required string Path { get; init; }

    /// <summary>What its data is called.</summary>
    public required string Dataset { get; init; }

    /// <summary>What its data is.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>Comparisons in all.</summary>
    public int Cells => Done + Running + Interrupted + Failed + Waiting;

    /// <summary>Comparisons that are there.</summary>
    public int Done { get; init; }

    /// <summary>Comparisons that are trained at the moment.</summary>
    public int Running { get; init; }

    /// <summary>Comparisons that were begun and that nobody trains at the moment.</summary>
    public int Interrupted { get; init; }

    /// <summary>Comparisons that failed and are not tried again until the sweep is started again.</summary>
    public int Failed { get; init; }

    /// <summary>Comparisons that wait.</summary>
    public int Waiting { get; init; }

    /// <summary>Runs that are neither there nor failed: what there is to do.</summary>
    public int RunsLeft { get; init; }

    /// <summary>Steps done, of all runs together.</summary>
    public long CompletedBatches { get; init; }

    /// <summary>Steps of all runs together, those of runs that failed left out.</summary>
    public long TotalBatches { get; init; }

    /// <summary>The share of the steps that is done, 0 to 1.</summary>
    public double Progress => TotalBatches == 0 ? 1 : (double)CompletedBatches / TotalBatches;

    /// <summary>Whether everything is there or has failed.</summary>
    public bool HasEnded => RunsLeft == 0;

    /// <summary>Whether workers were told to stop, and the sweep was not started since.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The workers that live, or died without a word.</summary>
    public ValueList<WorkerStatus> Workers { get; init; } = [];

    /// <summary>What machines that worked on it cannot do: runs that were left to others for it.</summary>
    public ValueList<MachineProblem> Problems { get; init; } = [];

    /// <summary>Steps a second, all living workers together; null where it is too early to tell, or nobody works.</summary>
    public double? BatchesPerSecond { get; init; }

    /// <summary>How long the living workers take for the rest at their pace of today; null where nobody knows.</summary>
    public TimeSpan? TimeLeft => HasEnded ? TimeSpan.Zero
        : BatchesPerSecond is > 0 and var rate ? TimeSpan.FromSeconds(Math.Ceiling((TotalBatches - CompletedBatches) / rate))
        : null;

    /// <summary>How many of its comparisons are done, in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Done} of {Cells} comparisons are done{(Failed > 0 ? $", {Failed} failed" : "")}");
}

using BatchNorm.Experiments;

namespace BatchNorm.Sweeps;

/// <summary>How it stands with a cell of a sweep, and its settings.</summary>
public sealed record CellStatus : PublishedExperiment
{
    /// <summary>A cell of which nothing is known yet.</summary>
    public CellStatus()
    {
    }

    /// <summary>The cell of an experiment.</summary>
    public CellStatus(PublishedExperiment experiment)
        : base(experiment)
    {
    }

    /// <summary>The sweep's folder.</summary>
    public string Path { get; init; } = "";

    /// <summary>What tells it from every other cell.</summary>
    public string Key { get; init; } = "";

    /// <summary>How it stands.</summary>
    public CellState State { get; init; }

    /// <summary>Steps done, of both runs together.</summary>
    public long CompletedBatches { get; init; }

    /// <summary>The share of the steps of both runs that is done, 0 to 1.</summary>
    public double Progress => CompletedBatches / (2.0 * TrainingBatches);

    /// <summary>Who trains it, or trained it last without a word at the end; null for nobody.</summary>
    public WorkerStatus? Worker { get; init; }

    /// <summary>Where it is trained; null for nowhere.</summary>
    public string? Host => Worker?.Host;

    /// <summary>Why it failed, or null.</summary>
    public RunFailure? Failure { get; init; }

    /// <summary>Why it failed, in words; null where it did not.</summary>
    public string? Error => Failure?.Message;

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}: {State}";
}

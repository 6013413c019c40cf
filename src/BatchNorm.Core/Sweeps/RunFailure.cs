namespace BatchNorm.Sweeps;

/// <summary>Why a run failed, once.</summary>
public sealed record RunFailure
{
    /// <summary>What such a file has at most.</summary>
    internal const int MostBytes = 1 << 20;

    /// <summary>The run's key.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it is the run with batch normalization.</summary>
    public required bool UseBatchNorm { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The kind of error: the name of its type.</summary>
    public required string Error { get; init; }

    /// <summary>Where in the code, for whoever mends it.</summary>
    public string? Trace { get; init; }

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>The worker.</summary>
    public required string Worker { get; init; }

    /// <summary>When, by the machine's clock, in UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>What went wrong.</summary>
    public override string ToString() => Message;
}

using BatchNorm.Engines;
using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>What a machine cannot do for a sweep, whichever run it is given: its workers leave such runs to others.</summary>
public sealed record MachineProblem
{
    /// <summary>What such a file has at most.</summary>
    internal const int MostBytes = 1 << 16;

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>The engine that cannot compute there.</summary>
    public required EngineKind Engine { get; init; }

    /// <summary>Why, and the way out.</summary>
    public required string Message { get; init; }

    /// <summary>When it was found, by the machine's clock, in UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>What went wrong, and where.</summary>
    public override string ToString() => $"{Host}: {Message}";

    /// <summary>That of this machine.</summary>
    internal static MachineProblem Of(EngineUnavailableException error) => new()
    {
        Host = Environment.MachineName,
        Engine = error.Engine,
        Message = error.Message,
        Time = DateTime.UtcNow,
    };
}

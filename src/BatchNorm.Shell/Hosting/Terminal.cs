namespace BatchNorm.Shell.Hosting;

/// <summary>Where the shell writes, and what may be written there.</summary>
internal sealed record Terminal
{
    /// <summary>Columns for redirected output: enough for the widest table, as there is no edge to wrap at.</summary>
    private const int RedirectedWidth = 160;

    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether output appears on a screen, not in a file or a pipe.</summary>
    public bool OutputIsScreen { get; init; }

    /// <summary>Whether errors appear on a screen.</summary>
    public bool ErrorIsScreen { get; init; }

    /// <summary>Whether the screen understands escape sequences.</summary>
    public bool UnderstandsEscapes { get; init; }

    /// <summary>The columns that output is formatted for.</summary>
    public int OutputWidth => OutputIsScreen ? ScreenWidth : RedirectedWidth;

    /// <summary>The columns of the screen; a screen that does not tell is taken for a classic one.</summary>
    public static int ScreenWidth => Console.BufferWidth is > 0 and int columns ? columns : 80;

    /// <summary>The console of this process.</summary>
    public static Terminal OfThisProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OutputIsScreen = !Console.IsOutputRedirected,
        ErrorIsScreen = !Console.IsErrorRedirected,
        // The classic Windows console shows escape sequences as text unless asked not to; Windows Terminal understands them.
        UnderstandsEscapes = OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("WT_SESSION") is not null
            : Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"),
    };
}

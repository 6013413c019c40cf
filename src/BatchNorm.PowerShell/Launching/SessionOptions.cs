namespace BatchNorm.PowerShell.Launching;

/// <summary>What is asked of another computer.</summary>
/// <param name="Module">The module's manifest on this computer; on the other one it is looked for there first.</param>
/// <param name="Version">The module's version, which the other computer must have too.</param>
internal sealed record SessionOptions(string Module, string Version)
{
    /// <summary>Workers that there are to be in all, at least 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Runs that each trains side by side, at least 1; null means as many as the computer has processors, shared among the workers.</summary>
    public int? ThreadsPerWorker { get; init; }

    /// <summary>Workers that live there already and count, from 0 to below <see cref="Workers"/>.</summary>
    public int Living { get; init; }

    /// <summary>Where in the cells its workers begin where it has a copy of the sweep, from 0 to below 1.</summary>
    public double StartAt { get; init; }

    /// <summary>The sweep's folder as the other computer sees it; null means the same path as here.</summary>
    public string? RemotePath { get; init; }

    /// <summary>How often a run that failed is tried again, from 0; null leaves it to the worker.</summary>
    public int? RetryCount { get; init; }

    /// <summary>The name of the data; null means that of the sweep.</summary>
    public string? Dataset { get; init; }

    /// <summary>Where the data is on the other computer; null means where the sweep says.</summary>
    public string? DatasetPath { get; init; }
}

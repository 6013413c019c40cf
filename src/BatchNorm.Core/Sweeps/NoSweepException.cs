namespace BatchNorm.Sweeps;

/// <summary>There is no sweep at a path.</summary>
public sealed class NoSweepException(string path) : IOException($"'{path}' is no folder of a sweep: it has no file {SweepFolder.HeadName}.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;
}

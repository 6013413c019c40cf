namespace BatchNorm.Sweeps;

/// <summary>There is no sweep at a path.</summary>
public sealed class NoSweepException(string path) : IOException($"'{path}' is no folder of a sweep: it has no file {SweepFolder.HeadName}.")
{
    /// <summary>The path.</summary>
    public string Path { get; } = path;

    /// <summary>Tells a sweep that is gone from one that cannot be seen for a moment, which <see cref="SweepFolder.IsSweep"/> does not.</summary>
    /// <exception cref="NoSweepException">It is gone.</exception>
    /// <exception cref="IOException">It cannot be seen.</exception>
    internal static void ThrowIfGone(string path)
    {
        try
        {
            File.GetAttributes(System.IO.Path.Combine(path, SweepFolder.HeadName));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NoSweepException(path);
        }
    }
}

namespace BatchNorm.Files;

/// <summary>Opens files that others may be putting in their place with <see cref="AtomicFile"/> at the same moment.</summary>
internal static class ReplacedFile
{
    /// <summary>Far longer than it takes to let go of a file that has just been moved into place.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Opens a file for reading. A writer holds it locked for a moment after it has its name, and no way of opening it that .NET has is without a
    /// lock: it is tried again until the writer has let go.
    /// </summary>
    /// <exception cref="IOException">There is no such file, it cannot be read, or somebody holds it for long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (IOException held) when (WriteErrors.IsSharingViolation(held) && TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}

namespace BatchNorm.Sweeps;

/// <summary>A file that is locked while its holder lives: the system lets go of the locks of a process that dies, however it dies.</summary>
internal sealed class LifeLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;

    /// <summary>Makes the file and locks it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public LifeLock(string path)
    {
        _path = path;
        _stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Whether a file is there and nobody holds it, or it is gone: to be believed on the holder's own kernel.</summary>
    public static bool IsFree(string path)
    {
        try
        {
            // A shared lock, which only the holder's is in the way of, and not that of another who looks; and to look, nobody needs to write.
            using var held = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Lets go, and removes the file.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // An unlocked file that stays says the same as none.
        }

        _stream.Dispose();
    }
}

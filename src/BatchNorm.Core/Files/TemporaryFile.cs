using System.Text;

namespace BatchNorm.Files;

/// <summary>
/// A file that is being written under a name of its own, beside the place where it is to appear. It is locked from its first byte
/// to its move, and the system lets go of the locks of a process that dies: what is not locked is nobody's any more.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Suffix = ".tmp";

    /// <summary>Enough of a name to know it by; together with the rest well below the shortest limit of any file system, 143 bytes.</summary>
    private const int LongestStem = 80;

    /// <summary>A sweeper comes in between once in a blue moon; somewhere where locks fail always, this is where trying ends.</summary>
    private const int MostAttempts = 10;

    /// <summary>
    /// Nobody else opens the file. On Windows an open file can only be moved by those who let it be deleted, and that
    /// is no leave to open it.
    /// </summary>
    private static readonly FileShare Locked = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private static readonly int UniqueLength = Guid.Empty.ToString("N").Length;

    private readonly string _fullPath;
    private readonly string _path;
    private readonly string _prefix;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _isMoved;

    /// <summary>Makes the file, empty and locked.</summary>
    /// <param name="fullPath">Where it is to appear.</param>
    /// <param name="path">The same as the user gave it: what errors call it.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public TemporaryFile(string fullPath, string path)
    {
        _fullPath = fullPath;
        _path = path;
        _prefix = $".{Stem(Path.GetFileName(fullPath))}.";
        (_temporary, _stream) = Create();
    }

    /// <summary>Writes the content and flushes it to the disk.</summary>
    public void Write(Action<Stream> write) => InUsersWords(() =>
    {
        write(_stream);
        _stream.Flush(flushToDisk: true);
    });

    /// <summary>Gives the file its name. It is still locked then, so nobody sweeps it away before.</summary>
    /// <exception cref="FileExistsException">A file of that name came up in the meantime, and must not be replaced.</exception>
    public void MoveIntoPlace(bool overwrite) => InUsersWords(() =>
    {
        if (overwrite)
            Replace();
        else if (!ExclusiveMove.TryMove(_temporary, _fullPath))
            throw new FileExistsException(_path);
        _isMoved = true;
    });

    private void Replace()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_fullPath))
            File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_fullPath));
        File.Move(_temporary, _fullPath, overwrite: true);
    }

    /// <summary>
    /// Deletes what other writers of the same path left behind: all that has such a name and is not locked. Where the file system
    /// has no locks, which this file's own lock tells, nothing is deleted. What cannot be deleted stays.
    /// </summary>
    public void SweepAbandoned()
    {
        string[] others;
        try
        {
            others = [.. Directory.EnumerateFiles(Path.GetDirectoryName(_fullPath)!, $".*{Suffix}").Where(IsOfSamePath)];
        }
        catch (Exception unlisted) when (unlisted is IOException or UnauthorizedAccessException)
        {
            return;
        }

        if (others.Length == 0 || !IsLocked(_temporary))
            return;
        foreach (string other in others)
            IsLocked(other, File.Delete);
    }

    /// <summary>Lets go of the file, and deletes it unless it was moved; what fails then is no news after what failed first.</summary>
    public void Dispose()
    {
        if (_isMoved)
        {
            _stream.Dispose();
            return;
        }

        Quietly(() => File.Delete(_temporary));
        Quietly(_stream.Dispose); // it writes what a failed write left in the buffer, and fails as that did
    }

    /// <summary>
    /// Makes a file of a new name and locks it. A sweeper may come between the two: then the lock fails, or the file is gone once it is
    /// locked, and another name is tried.
    /// </summary>
    private (string Name, FileStream Stream) Create()
    {
        string folder = Path.GetDirectoryName(_fullPath)!;
        for (int attempt = 1; ; attempt++)
        {
            string name = Path.Combine(folder, $"{_prefix}{Guid.NewGuid():N}{Suffix}");
            FileStream? stream = null;
            try
            {
                stream = new FileStream(name, FileMode.CreateNew, FileAccess.Write, Locked);
                if (File.Exists(name))
                    return (name, stream);
            }
            catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException)
            {
                throw new UnauthorizedAccessException($"'{_path}' cannot be written: its folder does not take new files.", error);
            }
            catch (IOException error) when (attempt == MostAttempts || !WriteErrors.IsSharingViolation(error))
            {
                throw WriteErrors.InUsersWords(error, name, _path);
            }
            catch (IOException)
            {
                // A sweeper holds it, and deletes it.
            }

            stream?.Dispose();
        }
    }

    private bool IsOfSamePath(string file)
    {
        string name = Path.GetFileName(file);
        return file != _temporary
            && name.Length == _prefix.Length + UniqueLength + Suffix.Length
            && name.StartsWith(_prefix, StringComparison.Ordinal)
            && name.Substring(_prefix.Length, UniqueLength).All(char.IsAsciiHexDigitLower)
            && name.EndsWith(Suffix, StringComparison.Ordinal);
    }

    /// <summary>Whether somebody holds a file; where nobody does, it is held while something is done with it.</summary>
    private static bool IsLocked(string file, Action<string>? whenNot = null)
    {
        try
        {
            using var held = new FileStream(file, FileMode.Open, FileAccess.Write, Locked, bufferSize: 0);
            whenNot?.Invoke(file);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Whatever fails is told of the path that the user knows, never of the temporary one.</summary>
    private void InUsersWords(Action work)
    {
        try
        {
            work();
        }
        catch (UnauthorizedAccessException error) when (Names(error, _temporary))
        {
            throw new UnauthorizedAccessException($"'{_path}' cannot be written: it may not be replaced.", error);
        }
        catch (IOException error) when (Names(error, _temporary))
        {
            throw WriteErrors.InUsersWords(error, _temporary, _path);
        }
    }

    private static bool Names(Exception error, string temporary) => error.Message.Contains(temporary, StringComparison.Ordinal);

    /// <summary>The first part of a name, cut between characters, of at most <see cref="LongestStem"/> bytes in UTF-8.</summary>
    private static string Stem(string name)
    {
        int bytes = 0;
        var stem = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestStem)
                break;
            stem.Append(rune);
        }

        return stem.ToString();
    }

    private static void Quietly(Action cleanUp)
    {
        try
        {
            cleanUp();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What stays is swept away by the next writer of the same path.
        }
    }
}

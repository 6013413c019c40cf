namespace BatchNorm.Files;

/// <summary>Writes files that appear whole or not at all, whatever happens half-way.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name in the same folder, flushes it to the disk, and moves it into place. When anything fails
    /// the temporary file is removed and whatever stood at the path stands there still.
    /// </summary>
    /// <param name="path">Where the file is to appear; its folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The folder is missing or full, or the file exists and must not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        string fullPath = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(fullPath)
            ?? throw new IOException($"'{path}' is a folder, not a file.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder of '{path}' does not exist.");
        if (Directory.Exists(fullPath))
            throw new IOException($"'{path}' is a folder, not a file.");
        if (!overwrite && File.Exists(fullPath))
            throw new IOException($"The file '{path}' already exists.");

        string temporary = Path.Combine(folder, $".{Path.GetFileName(fullPath)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = Create(temporary, path))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, fullPath, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Finds out whether a file can appear at a path, before there is anything to write; leaves nothing behind.</summary>
    /// <param name="path">Where; its folder must exist.</param>
    /// <exception cref="IOException">The path is that of a folder, or its folder is missing or full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void CheckWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
            throw new IOException($"'{path}' is a folder, not a file.");

        string probe = Path.Combine(Path.GetDirectoryName(fullPath)!, $".{Guid.NewGuid():N}.tmp");
        Create(probe, path).Dispose();
        File.Delete(probe);
    }

    /// <summary>Opens the temporary file; what goes wrong is told of the path the user knows.</summary>
    private static FileStream Create(string temporary, string path)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FileNotFoundException)
        {
            throw new UnauthorizedAccessException($"'{path}' cannot be written: its folder does not take new files.", exception);
        }
    }
}

namespace BatchNorm.Files;

/// <summary>Writes files that appear whole or not at all, whatever happens half-way.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary name in the same folder, flushes it to the disk, and moves it into place. When anything fails
    /// the temporary file is removed and whatever stood at the path stands there still. Of several writers that must not replace
    /// the file, one wins. What killed processes left half-written for the same path is swept away. A link is followed, and a file that is
    /// replaced hands its permissions on.
    /// </summary>
    /// <param name="path">Where the file is to appear; its folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="FileExistsException">The file exists and must not be replaced.</exception>
    /// <exception cref="PathTooLongException">The file system has no names as long as this.</exception>
    /// <exception cref="IOException">The path is none or that of a device, the folder is missing, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or the file is read-only.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);

        string fullPath = Checked(path, overwrite);
        using var temporary = new TemporaryFile(fullPath, path);
        temporary.SweepAbandoned();
        temporary.Write(write);
        temporary.MoveIntoPlace(overwrite);
    }

    /// <summary>
    /// Composes the content in memory before anything is done about the file, for what takes a while: whoever is stopped meanwhile leaves
    /// nothing behind.
    /// </summary>
    /// <param name="path">Where the file is to appear; its folder must exist.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="compose">Writes the content.</param>
    /// <inheritdoc cref="Write"/>
    public static void WriteComposed(string path, bool overwrite, Action<Stream> compose)
    {
        ArgumentNullException.ThrowIfNull(compose);
        using var content = new MemoryStream();
        compose(content);
        content.Position = 0;
        Write(path, overwrite, content.CopyTo);
    }

    /// <summary>Deletes a file, if it is there, and what killed processes left half-written for the same path.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <inheritdoc cref="Write"/>
    public static void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            return;
        string fullPath = Checked(path, overwrite: true);
        File.Delete(fullPath);
        using var temporary = new TemporaryFile(fullPath, path);
        temporary.SweepAbandoned();
    }

    /// <summary>Finds out whether a file can appear at a path, before there is anything to write; leaves nothing behind.</summary>
    /// <inheritdoc cref="Write"/>
    public static void CheckWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        new TemporaryFile(Checked(path, overwrite: true), path).Dispose();
    }

    /// <summary>The full path, once what can be known of it beforehand is known.</summary>
    private static string Checked(string path, bool overwrite)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new IOException($"'{path.Replace('\0', '?')}' is no path: it has a NUL character where the ? stands.");

        string fullPath = Followed(Path.GetFullPath(path));
        string folder = Path.GetDirectoryName(fullPath)
            ?? throw new IOException($"'{path}' is a folder, not a file.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder of '{path}' does not exist.");
        if (Directory.Exists(fullPath))
            throw new IOException($"'{path}' is a folder, not a file.");
        if (Exists(fullPath, path))
            CheckReplaceable(fullPath, path, overwrite);
        return fullPath;
    }

    /// <summary>Where a link ends, whether anything is there or not; any other path as it is.</summary>
    private static string Followed(string fullPath)
    {
        try
        {
            return File.ResolveLinkTarget(fullPath, returnFinalTarget: true)?.FullName ?? fullPath;
        }
        catch (Exception nothing) when (nothing is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            return fullPath;
        }
    }

    private static void CheckReplaceable(string fullPath, string path, bool overwrite)
    {
        if (!overwrite)
            throw new FileExistsException(path);
        if (RegularFile.IsKnownToBeNone(fullPath))
            throw new IOException($"'{path}' is a device or a pipe, not a file.");
        if (File.GetAttributes(fullPath).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"'{path}' cannot be written: it is read-only.");
    }

    /// <summary>Unlike File.Exists, tells a name that nothing can have from one that nothing has.</summary>
    private static bool Exists(string fullPath, string path)
    {
        try
        {
            File.GetAttributes(fullPath);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (PathTooLongException error)
        {
            throw WriteErrors.NameTooLong(path, error);
        }
    }
}

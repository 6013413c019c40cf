namespace BatchNorm.Files;

/// <summary>A file was not written, because one of its name is there already and must not be replaced.</summary>
public sealed class FileExistsException : IOException
{
    /// <summary>Tells which file is in the way.</summary>
    /// <param name="path">The file.</param>
    public FileExistsException(string path)
        : base($"The file '{path}' already exists.")
    {
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }
}

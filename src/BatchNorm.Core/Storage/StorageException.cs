namespace BatchNorm.Storage;

/// <summary>A file was refused: it is damaged, it is of another kind, or a newer version wrote it.</summary>
public sealed class StorageException : IOException
{
    private const int LongestReason = 500;

    /// <summary>Tells which file was refused and why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">The check that failed, with what was expected and what was found, in whole sentences.</param>
    /// <param name="cause">What found it, where that was another exception.</param>
    public StorageException(string path, string reason, Exception? cause = null)
        : base($"The file '{path}' is refused. {Presentable(reason)}", cause)
    {
        Path = path;
        Reason = Presentable(reason);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The check that failed, with what was expected and what was found.</summary>
    public string Reason { get; }

    /// <summary>Whether nothing is wrong with it, and a later version of the module reads it.</summary>
    public bool IsOfNewerVersion { get; init; }

    /// <summary>What the user can do, where there is something better than to save the network again.</summary>
    public string? Advice { get; init; }

    /// <summary>A reason may quote the file, which may hold anything: megabytes, or a terminal's control characters.</summary>
    private static string Presentable(string reason)
    {
        string shortened = reason.Length <= LongestReason ? reason : $"{reason.AsSpan(0, LongestReason)}...";
        return string.Concat(shortened.Select(character => char.IsControl(character) ? '?' : character));
    }
}

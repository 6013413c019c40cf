namespace BatchNorm.Data;

/// <summary>
/// What people call the data in a folder: the folder's name, and where that tells nothing, as in FashionMNIST/raw, the names above
/// it up to one that does. Never the name of a user.
/// </summary>
internal static class FolderName
{
    /// <summary>Says where files lie or in what state, and not what they are.</summary>
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "raw", "data", "dataset", "datasets", "idx", "ubyte", "gz", "gzip", "file", "files", "image", "images", "train", "training",
        "processed", "unpacked", "extracted", "original", "download", "downloads", "cache", "tmp", "temp",
    };

    /// <summary>Folders that hold those of users.</summary>
    private static readonly HashSet<string> HoldUsers = new(StringComparer.OrdinalIgnoreCase) { "home", "Users" };

    /// <summary>The name, its parts separated by '/' on every system.</summary>
    /// <param name="folder">The folder; need not exist.</param>
    /// <param name="home">The folder of the user who runs this.</param>
    public static string Of(string folder, string home)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string last = Path.GetFileName(full);
        string above = full, name = last, top = last;
        while (Generic.Contains(top))
        {
            above = Path.GetDirectoryName(above)!;
            top = Path.GetFileName(above);
            if (top is "" || IsOfUser(above, home))
                return last; // nothing above it tells more
            name = $"{top}/{name}";
        }

        return name is "" ? full : name;
    }

    private static bool IsOfUser(string folder, string home) =>
        folder == Path.TrimEndingDirectorySeparator(home)
        || HoldUsers.Contains(Path.GetFileName(Path.GetDirectoryName(folder) ?? ""));
}

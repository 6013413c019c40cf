using BatchNorm.Data;

namespace BatchNorm.PowerShell.Session;

/// <summary>
/// Keeps the images that were loaded last, so that the second command of a session does not read them again. They never change,
/// and files that do are noticed by their size and time, so a command cannot tell whether its images were kept or read.
/// </summary>
internal static class DatasetCache
{
    private static readonly Lock Gate = new();
    private static (string Key, LoadedDataset Loaded)? _last;

    /// <summary>The images kept from an earlier load of the same kind from the same files, or null.</summary>
    public static LoadedDataset? Find(DatasetKind kind, MnistPlaces places)
    {
        string key = Key(kind, places);
        lock (Gate)
            return _last is { } last && last.Key == key ? last.Loaded : null;
    }

    /// <summary>Keeps what was loaded, instead of what was kept before.</summary>
    public static void Keep(DatasetKind kind, MnistPlaces places, LoadedDataset loaded)
    {
        string key = Key(kind, places);
        lock (Gate)
            _last = (key, loaded);
    }

    private static string Key(DatasetKind kind, MnistPlaces places)
    {
        if (kind == DatasetKind.Synthetic)
            return nameof(DatasetKind.Synthetic);

        string folder = places.Folder;
        IEnumerable<string> files = MnistFiles.All.Select(file => file.FindIn(folder) is { } path
            ? $"{path}|{new FileInfo(path).Length}|{File.GetLastWriteTimeUtc(path).Ticks}"
            : "none");
        return string.Join('\n', [kind.ToString(), folder, .. files]);
    }
}

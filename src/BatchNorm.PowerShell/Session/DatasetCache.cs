using BatchNorm.Data;

namespace BatchNorm.PowerShell.Session;

/// <summary>
/// Keeps the images that were loaded last, so that the second command of a session does not read them again. They never change,
/// and files that do are noticed by their sizes and their times, that of their making among them where the file system keeps one. Only other
/// bytes in a file that has its old size and its old times are not noticed: to read them, begin a new session.
/// </summary>
internal static class DatasetCache
{
    private static readonly Lock Gate = new();
    private static (string Key, LoadedDataset Loaded)? _last;

    /// <summary>The images kept from an earlier load of the same kind from the same files; else loads them, and keeps them instead.</summary>
    /// <remarks>Files are looked at before they are read: what changes while it is read is read again the next time.</remarks>
    public static LoadedDataset Load(DatasetKind kind, MnistPlaces places, Func<LoadedDataset> load)
    {
        string key = Key(kind, places);
        lock (Gate)
        {
            if (_last is { } last && last.Key == key)
                return last.Loaded;
        }

        LoadedDataset loaded = load();
        lock (Gate)
            _last = (key, loaded);
        return loaded;
    }

    /// <summary>All that decides what is loaded; the folder that was named and the cache are read by other rules.</summary>
    private static string Key(DatasetKind kind, MnistPlaces places)
    {
        if (kind == DatasetKind.Synthetic)
            return nameof(DatasetKind.Synthetic);

        bool isCache = places.GivenFolder is null && places.EnvironmentFolder is null;
        IEnumerable<string> files = MnistFiles.All.Select(file =>
            file.FindIn(places.Folder) is { } path && new FileInfo(path) is { Exists: true } info
                ? $"{path}|{info.Length}|{info.LastWriteTimeUtc.Ticks}|{info.CreationTimeUtc.Ticks}"
                : "none");
        return string.Join('\n', [$"{kind} {isCache}", places.Folder, .. files]);
    }
}

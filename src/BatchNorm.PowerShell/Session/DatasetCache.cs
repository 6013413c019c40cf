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

    /// <summary>The images kept from an earlier load by the same name from the same files; else loads them, and keeps them instead.</summary>
    /// <remarks>Files are looked at before they are read: what changes while it is read is read again the next time.</remarks>
    public static LoadedDataset Load(string name, DatasetPlaces places, Func<LoadedDataset> load)
    {
        string key = Key(name, places);
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
    private static string Key(string name, DatasetPlaces places)
    {
        if (name == SyntheticDigits.Name)
            return name;

        KnownDataset wanted = DatasetCatalogue.Find(name) ?? DatasetCatalogue.Mnist;
        string folder = places.FolderFor(wanted);
        IEnumerable<KnownDataset> candidates = name == DatasetCatalogue.Auto ? DatasetCatalogue.Known : [wanted];
        IEnumerable<string> files = candidates.SelectMany(known => known.FindIn(folder) is { } place
            ? known.Files.Select(file => Described(file.FindIn(place)))
            : []);
        return string.Join('\n', [$"{name} {folder == places.CacheFolder(wanted)}", folder, .. files.Distinct()]);
    }

    private static string Described(string? path) => path is not null && new FileInfo(path) is { Exists: true } info
        ? $"{path}|{info.Length}|{info.LastWriteTimeUtc.Ticks}|{info.CreationTimeUtc.Ticks}"
        : "none";
}

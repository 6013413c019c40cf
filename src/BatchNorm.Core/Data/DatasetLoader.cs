namespace BatchNorm.Data;

/// <summary>Comes by the data a user asks for: from a folder, from the cache, from the network, or drawn here.</summary>
public sealed class DatasetLoader
{
    private readonly DatasetPlaces _places;
    private readonly Func<KnownDataset, DatasetDownload> _downloadOf;
    private readonly Func<CancellationToken, Dataset> _drawSynthetic;

    /// <summary>Prepares to load; no file is opened yet.</summary>
    /// <param name="places">Where to look for datasets.</param>
    /// <param name="downloadOf">How to fetch one that is in none of them.</param>
    /// <param name="drawSynthetic">Makes the synthetic digits.</param>
    public DatasetLoader(
        DatasetPlaces places, Func<KnownDataset, DatasetDownload> downloadOf, Func<CancellationToken, Dataset> drawSynthetic)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(downloadOf);
        ArgumentNullException.ThrowIfNull(drawSynthetic);
        _places = places;
        _downloadOf = downloadOf;
        _drawSynthetic = drawSynthetic;
    }

    /// <summary>Loads a dataset.</summary>
    /// <remarks>
    /// <see cref="DatasetCatalogue.Auto"/> takes whatever a folder that the user named holds, and falls back to the synthetic digits where there is
    /// no such folder and MNIST is not to be had. A folder that the user named and that is wrong, and a damaged file in the cache, are
    /// errors even then: they are the user's to mend.
    /// </remarks>
    /// <param name="name">One of <see cref="DatasetCatalogue.Names"/>, in any case.</param>
    /// <param name="progress">Is told of a download, where there is one.</param>
    /// <param name="cancellation">Stops reading, downloading and drawing.</param>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    /// <exception cref="DatasetUnavailableException">The dataset was asked for, is not here and cannot be fetched.</exception>
    /// <exception cref="DatasetException">A file or folder is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">Loading was cancelled.</exception>
    public async Task<LoadedDataset> LoadAsync(
        string name, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        string spelled = DatasetCatalogue.Spelled(name)
            ?? throw new ArgumentException($"'{name}' is no dataset that is known by name: these are {string.Join(", ", DatasetCatalogue.Names)}.", nameof(name));
        if (spelled == SyntheticDigits.Name)
            return await DrawAsync(null, cancellation).ConfigureAwait(false);
        if (spelled != DatasetCatalogue.Auto)
            return await LoadAsync(DatasetCatalogue.Find(spelled)!, isAsked: true, progress, cancellation).ConfigureAwait(false);

        try
        {
            return await LoadAsync(DatasetCatalogue.Mnist, isAsked: false, progress, cancellation).ConfigureAwait(false);
        }
        catch (DatasetUnavailableException unavailable)
        {
            return await DrawAsync(unavailable.Message, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<LoadedDataset> DrawAsync(string? why, CancellationToken cancellation)
    {
        Dataset synthetic = await Task.Run(() => _drawSynthetic(cancellation), cancellation).ConfigureAwait(false);
        return new LoadedDataset(synthetic, Folder: null, WhySynthetic: why);
    }

    private async Task<LoadedDataset> LoadAsync(
        KnownDataset wanted, bool isAsked, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (_places.GivenFolder is { } given)
            return new LoadedDataset(await ReadAsync(given, wanted, isAsked, cancellation).ConfigureAwait(false), given);
        if (_places.EnvironmentFolderFor(wanted) is { } environment)
            return new LoadedDataset(await ReadNamedAsync(environment, wanted, isAsked, cancellation).ConfigureAwait(false), environment);

        string cache = _places.CacheFolder(wanted);
        DatasetDownload download = _downloadOf(wanted);
        bool downloaded = await FetchMissingAsync(download, cache, progress, cancellation).ConfigureAwait(false);
        return new LoadedDataset(
            await DatasetReader.ReadGenuineAsync(cache, download.Dataset, cancellation).ConfigureAwait(false), cache, downloaded);
    }

    private static Task<Dataset> ReadAsync(string folder, KnownDataset wanted, bool isAsked, CancellationToken cancellation) =>
        isAsked ? DatasetReader.ReadAsync(folder, wanted, cancellation) : DatasetReader.ReadAsync(folder, cancellation);

    private static async Task<Dataset> ReadNamedAsync(string folder, KnownDataset wanted, bool isAsked, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(folder, wanted, isAsked, cancellation).ConfigureAwait(false);
        }
        catch (DatasetException error)
        {
            throw new DatasetException(
                error.Path,
                $"The environment variable {DatasetPlaces.EnvironmentVariable} names a folder that cannot be used. {error.Message}",
                error);
        }
    }

    /// <summary>Completes the cache; true when something had to be fetched.</summary>
    private async Task<bool> FetchMissingAsync(
        DatasetDownload download, string cache, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        KnownDataset dataset = download.Dataset;
        if (dataset.FindIn(cache) is not null)
            return false;

        try
        {
            await download.FetchAsync(cache, progress, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DatasetUnavailableException error)
        {
            string environment = _places.EnvironmentFolder is { } folder ? $"names '{folder}', which does not hold it" : "is not set";
            string fetching = dataset.Mirrors is [] ? "" : "fill one on a machine that has a network, ";
            throw new DatasetUnavailableException(
                cache,
                $"{dataset.Name} is not here: no folder was named, the environment variable {DatasetPlaces.EnvironmentVariable} "
                + $"{environment}, and the cache folder '{cache}' does not hold it. {error.Message} "
                + $"Set {DatasetPlaces.EnvironmentVariable} to a folder that holds its four files, name that folder, "
                + $"{fetching}or use the synthetic digits.",
                error);
        }
    }
}

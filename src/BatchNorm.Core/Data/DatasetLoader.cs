namespace BatchNorm.Data;

/// <summary>Comes by the data a user asks for: from a folder, from the cache, from the network, or drawn here.</summary>
public sealed class DatasetLoader
{
    private readonly MnistPlaces _places;
    private readonly MnistDownload _download;
    private readonly Func<CancellationToken, Dataset> _drawSynthetic;

    /// <summary>Prepares to load; no file is opened yet.</summary>
    /// <param name="places">Where to look for MNIST.</param>
    /// <param name="download">How to fetch it where it is in none of them.</param>
    /// <param name="drawSynthetic">Makes the synthetic digits.</param>
    public DatasetLoader(MnistPlaces places, MnistDownload download, Func<CancellationToken, Dataset> drawSynthetic)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(download);
        ArgumentNullException.ThrowIfNull(drawSynthetic);
        _places = places;
        _download = download;
        _drawSynthetic = drawSynthetic;
    }

    /// <summary>Loads a dataset.</summary>
    /// <remarks>
    /// <see cref="DatasetKind.Auto"/> falls back to the synthetic digits where MNIST is not to be had. A folder that the
    /// user named and that is wrong, and a damaged file in the cache, are errors even then: they are the user's to mend.
    /// </remarks>
    /// <param name="kind">Which.</param>
    /// <param name="progress">Is told of a download, where there is one.</param>
    /// <param name="cancellation">Stops reading, downloading and drawing.</param>
    /// <exception cref="MnistUnavailableException">MNIST was asked for, is not here and cannot be fetched.</exception>
    /// <exception cref="DatasetException">A file or folder is not what it should be.</exception>
    /// <exception cref="OperationCanceledException">Loading was cancelled.</exception>
    public async Task<LoadedDataset> LoadAsync(
        DatasetKind kind, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (kind == DatasetKind.Synthetic)
            return await DrawAsync(null, cancellation).ConfigureAwait(false);

        try
        {
            return await LoadMnistAsync(progress, cancellation).ConfigureAwait(false);
        }
        catch (MnistUnavailableException unavailable) when (kind == DatasetKind.Auto)
        {
            return await DrawAsync(unavailable.Message, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<LoadedDataset> DrawAsync(string? why, CancellationToken cancellation)
    {
        Dataset synthetic = await Task.Run(() => _drawSynthetic(cancellation), cancellation).ConfigureAwait(false);
        return new LoadedDataset(synthetic, Folder: null, WhySynthetic: why);
    }

    private async Task<LoadedDataset> LoadMnistAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (_places.GivenFolder is { } given)
            return new LoadedDataset(await MnistReader.ReadAsync(given, cancellation).ConfigureAwait(false), given);
        if (_places.EnvironmentFolder is { } environment)
            return new LoadedDataset(await ReadNamedAsync(environment, cancellation).ConfigureAwait(false), environment);

        bool downloaded = await FetchMissingAsync(progress, cancellation).ConfigureAwait(false);
        Dataset cached = await MnistReader.ReadGenuineAsync(
            _places.CacheFolder, _download.Files, cancellation).ConfigureAwait(false);
        return new LoadedDataset(cached, _places.CacheFolder, downloaded);
    }

    private static async Task<Dataset> ReadNamedAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            return await MnistReader.ReadAsync(folder, cancellation).ConfigureAwait(false);
        }
        catch (DatasetException error)
        {
            throw new DatasetException(
                error.Path,
                $"The environment variable {MnistPlaces.EnvironmentVariable} names a folder that cannot be used. {error.Message}",
                error);
        }
    }

    /// <summary>Completes the cache; true when something had to be fetched.</summary>
    private async Task<bool> FetchMissingAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (_download.Files.All(file => file.FindIn(_places.CacheFolder) is not null))
            return false;

        try
        {
            await _download.FetchAsync(_places.CacheFolder, progress, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (MnistUnavailableException error)
        {
            throw new MnistUnavailableException(
                _places.CacheFolder,
                $"MNIST is not here: no -DatasetPath was given, the environment variable {MnistPlaces.EnvironmentVariable} "
                + $"is not set, and the cache folder '{_places.CacheFolder}' does not hold it. {error.Message} "
                + $"Set {MnistPlaces.EnvironmentVariable} to a folder that holds MNIST's four files, name it with -DatasetPath, "
                + "fill one with Save-MnistDataset on a machine that has a network, or use -Dataset Synthetic.",
                error);
        }
    }
}

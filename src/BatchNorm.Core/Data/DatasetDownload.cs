using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BatchNorm.Files;

namespace BatchNorm.Data;

/// <summary>
/// Fetches a dataset from its mirrors. A file is checked in memory, by the digest of what it unpacks to or, where that is not
/// known, by its own, before a byte of it is stored; and it appears in its folder whole or not at all, so two processes may fetch at once.
/// </summary>
/// <remarks>
/// A mirror that fails once, whatever the reason, is not asked again: the next one is asked for what is missing still. So
/// without a network the answer comes after one time-out a mirror, not one a file.
/// </remarks>
public sealed class DatasetDownload
{
    private const int BufferLength = 1 << 16;

    /// <summary>Bytes that the headers of gzip and IDX may add to a file that cannot be packed any smaller.</summary>
    private const int LongestOverhead = 1024;

    private readonly HttpMessageHandler? _handler;

    /// <summary>Prepares to fetch; nothing is asked of the network yet.</summary>
    /// <param name="dataset">What is fetched.</param>
    /// <param name="handler">What sends the requests, or null for the system's way. It is not disposed.</param>
    public DatasetDownload(KnownDataset dataset, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Dataset = dataset;
        _handler = handler;
    }

    /// <summary>What is fetched.</summary>
    public KnownDataset Dataset { get; }

    /// <summary>A mirror that sends nothing for so long is given up. With two mirrors, no network is known in 7 s.</summary>
    internal TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(3.5);

    /// <summary>What the silence is measured with.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Fetches the files that a folder lacks. Those it has are checked and left alone.</summary>
    /// <param name="folder">Where they are to be; it is made when the first file is there to be stored.</param>
    /// <param name="progress">Is told of every piece that comes.</param>
    /// <param name="cancellation">Stops the download; the files that are complete stay.</param>
    /// <returns>The files that were fetched; none when all were there.</returns>
    /// <exception cref="DatasetUnavailableException">No mirror could be used, or the folder cannot be written to.</exception>
    /// <exception cref="DatasetException">A file in the folder is another one.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public async Task<IReadOnlyList<CatalogueFile>> FetchAsync(
        string folder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        CatalogueFile[] wanted = [.. Dataset.Files.Where(file => file.FindIn(folder) is null)];
        await DatasetReader.SideBySide(
            Dataset.Files.Except(wanted), file => file.ReadGenuine(folder, Dataset, cancellation)).ConfigureAwait(false);

        if (wanted is not [] && Dataset.Mirrors is [])
            throw new DatasetUnavailableException(
                folder, $"{Dataset.Name} cannot be fetched by name. {Dataset.Source} Then put its four files, plain or .gz, into '{folder}': {string.Join(", ", Dataset.Files.Select(file => file.Name))}.");

        var missing = new Queue<CatalogueFile>(wanted);
        var failures = new List<string>();
        using HttpClient client = CreateClient();
        foreach (Uri mirror in Dataset.Mirrors)
        {
            try
            {
                while (missing.TryPeek(out CatalogueFile? file))
                {
                    byte[] packed = await DownloadAsync(client, mirror, file, progress, cancellation).ConfigureAwait(false);
                    Store(folder, file, packed);
                    missing.Dequeue();
                }
            }
            catch (MirrorFailure failure)
            {
                failures.Add($"{mirror} {failure.Message.TrimEnd('.')}");
            }
        }

        return missing.Count == 0
            ? wanted
            : throw new DatasetUnavailableException(folder, $"No mirror of {Dataset.Name} could be used: {string.Join("; ", failures)}.");
    }

    private HttpClient CreateClient()
    {
        // SocketsHttpHandler never follows a redirection from https to http: it hands the answer out as it is.
        HttpMessageHandler handler = _handler ?? new SocketsHttpHandler
        {
            ConnectTimeout = LongestSilence,
            MaxAutomaticRedirections = 3,
            UseCookies = false,
        };
        return new HttpClient(handler, disposeHandler: _handler is null) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The bytes of a .gz file that is known to be the published one.</summary>
    private async Task<byte[]> DownloadAsync(
        HttpClient client, Uri mirror, CatalogueFile file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, Clock);
        using CancellationTokenRegistration cancelled = cancellation.Register(silence.Cancel);
        try
        {
            using HttpResponseMessage response = await client.GetAsync(
                new Uri(mirror, file.PackedName), HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new MirrorFailure($"answered {(int)response.StatusCode} {response.ReasonPhrase}{Redirection(response)}");

            byte[] packed = await ReadAsync(response.Content, file, progress, silence).ConfigureAwait(false);
            var reader = new IdxReader(new MemoryStream(packed), mirror + file.PackedName, file.Content);
            file.CheckSent(reader.Read(file.ValueCount, cancellation), packed, Dataset.Name);
            return packed;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MirrorFailure(
                string.Create(CultureInfo.InvariantCulture, $"sent nothing for {LongestSilence.TotalSeconds} s"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new MirrorFailure($"failed: {error.GetBaseException().Message}", error);
        }
        catch (DatasetException error)
        {
            throw new MirrorFailure($"was refused: {error.Message}", error);
        }
    }

    private async Task<byte[]> ReadAsync(
        HttpContent content, CatalogueFile file, IProgress<DownloadProgress>? progress, CancellationTokenSource silence)
    {
        long? total = content.Headers.ContentLength;
        int longest = file.ValueCount + LongestOverhead; // a packed file longer than what it unpacks to is not the published one
        using Stream body = await content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        var received = new MemoryStream();
        var buffer = new byte[BufferLength];
        int length;
        do
        {
            silence.CancelAfter(LongestSilence);
            length = await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
            received.Write(buffer, 0, length);
            if (received.Length > longest || total > longest)
                throw new MirrorFailure($"sent more than the {longest} bytes that {file.PackedName} could have");
            progress?.Report(new DownloadProgress(file.PackedName, received.Length, total));
        }
        while (length > 0);

        return received.Length == (total ?? received.Length)
            ? received.ToArray()
            : throw new MirrorFailure($"stopped after {received.Length} of {total} bytes");
    }

    private void Store(string folder, CatalogueFile file, byte[] packed)
    {
        string path = Path.Combine(folder, file.PackedName);
        try
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(path, overwrite: false, stream => stream.Write(packed));
        }
        catch (FileExistsException)
        {
            // Another process was faster, and checked the same digest.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException(
                folder,
                $"{Dataset.Name} was fetched, but cannot be stored in '{folder}': {error.Message}",
                error);
        }
    }

    private static string Redirection(HttpResponseMessage response) =>
        response.Headers.Location is { } location ? $" to {location}, which is not followed" : "";

    /// <summary>Why a mirror was given up.</summary>
    [SuppressMessage("Design", "CA1032", Justification = "Never leaves this class.")]
    private sealed class MirrorFailure(string message, Exception? innerException = null) : Exception(message, innerException);
}

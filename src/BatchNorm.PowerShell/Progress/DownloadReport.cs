using System.Management.Automation;
using BatchNorm.Data;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Waits on the pipeline's thread for work that may download, and shows how far the download is.</summary>
internal static class DownloadReport
{
    private const int ActivityId = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts the work and waits for it.</summary>
    /// <param name="cmdlet">Whose progress bar it is.</param>
    /// <param name="dataset">What may be fetched.</param>
    /// <param name="start">Starts the work, given what to tell its progress.</param>
    /// <param name="cancellation">Ends the waiting when the pipeline is stopped.</param>
    /// <exception cref="OperationCanceledException">The pipeline was stopped.</exception>
    public static T Wait<T>(Cmdlet cmdlet, string dataset, Func<IProgress<DownloadProgress>, Task<T>> start, CancellationToken cancellation)
    {
        string activity = $"Fetching {dataset}";
        var latest = new Latest();
        Task<T> work = start(latest);
        bool shown = false;
        try
        {
            while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(Interval))
            {
                cancellation.ThrowIfCancellationRequested();
                if (latest.Value is { } download)
                {
                    Show(cmdlet, activity, download);
                    shown = true;
                }
            }

            return work.GetAwaiter().GetResult();
        }
        finally
        {
            if (shown && !cancellation.IsCancellationRequested)
                cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private static void Show(Cmdlet cmdlet, string activity, DownloadProgress download)
    {
        var record = new ProgressRecord(ActivityId, activity, $"{download.FileName}: {download.BytesReceived / 1024:N0} KiB");
        if (download.TotalBytes is > 0 and { } total)
            record.PercentComplete = (int)Math.Min(100, 100 * download.BytesReceived / total);
        cmdlet.WriteProgress(record);
    }

    /// <summary>Holds the newest report of the downloading thread for the pipeline's.</summary>
    private sealed class Latest : IProgress<DownloadProgress>
    {
        private DownloadProgress? _value;

        public DownloadProgress? Value => Volatile.Read(ref _value);

        public void Report(DownloadProgress value) => Volatile.Write(ref _value, value);
    }
}

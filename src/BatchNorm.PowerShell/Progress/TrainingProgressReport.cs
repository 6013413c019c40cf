using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Shows how far a pool of trainings is, at most five times a second. For the pipeline's thread only.</summary>
internal sealed class TrainingProgressReport(Cmdlet cmdlet, string activity)
{
    private const int ActivityId = 1;

    /// <summary>The time between two updates.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _lastUpdate = TimeSpan.MinValue;

    /// <summary>Shows the state of a pool, unless it was shown a moment ago.</summary>
    public void Update<T>(TrainingPool<T> pool)
        where T : class
    {
        TimeSpan now = _clock.Elapsed;
        if (_lastUpdate != TimeSpan.MinValue && now - _lastUpdate < Interval)
            return;

        _lastUpdate = now;
        long total = pool.TotalBatches;
        long completed = Math.Min(pool.CompletedBatches, total);
        if (total == 0)
            return;

        double rate = completed / now.TotalSeconds;
        IReadOnlyList<TrainingProgress> running = pool.Running;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, Status(completed, total, rate, running))
        {
            PercentComplete = (int)(100 * completed / total),
            SecondsRemaining = completed == 0 ? -1 : (int)Math.Min(int.MaxValue, (total - completed) / rate),
            CurrentOperation = string.Join("; ", running.Select(progress => progress.Name)),
        });
    }

    /// <summary>Takes the progress bar away.</summary>
    public void Complete()
    {
        if (_lastUpdate != TimeSpan.MinValue)
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>The accuracies are the newest of each network in training, in the order they began.</summary>
    private static string Status(long completed, long total, double rate, IReadOnlyList<TrainingProgress> running)
    {
        string status = string.Create(CultureInfo.CurrentCulture, $"{completed:N0} of {total:N0} batches, {rate:N0}/s");
        string[] accuracies =
        [
            .. from progress in running
               let sample = progress.LatestSample
               where sample is not null
               select sample.Accuracy.ToString("P1", CultureInfo.CurrentCulture),
        ];
        return accuracies.Length == 0 ? status : $"{status}, accuracy {string.Join(", ", accuracies)}";
    }
}

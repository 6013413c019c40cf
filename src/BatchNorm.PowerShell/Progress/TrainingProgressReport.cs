using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Sweeps;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Shows how far trainings are, those of a pool or of a sweep, at most five times a second. For the pipeline's thread only.</summary>
internal sealed class TrainingProgressReport(Cmdlet cmdlet, string activity)
{
    private const int ActivityId = 1;

    /// <summary>As many as fit a line of 80 columns.</summary>
    private const int MostLabels = 3;

    /// <summary>The time between two updates.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TrainingPace _pace = new();
    private readonly LatestAccuracies _accuracies = new(MostLabels);
    private TimeSpan _lastUpdate = TimeSpan.MinValue;

    /// <summary>Shows the state of a pool, unless it was shown a moment ago.</summary>
    public void Update<T>(TrainingPool<T> pool)
        where T : class => Update(pool.CompletedBatches, pool.TotalBatches, pool.Running);

    /// <summary>Shows how far trainings are, unless it was shown a moment ago.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="running">The trainings under way.</param>
    public void Update(long done, long total, IReadOnlyList<TrainingProgress> running)
    {
        if (!IsDue() || total == 0)
            return;

        long completed = Math.Min(done, total);
        _pace.Note(_lastUpdate, completed);
        Show(completed, total, _pace.Rate, _pace.Left(total), running, []);
    }

    /// <summary>Shows how far a sweep is, whoever works on it, unless it was shown a moment ago.</summary>
    /// <param name="status">How it stands.</param>
    /// <param name="running">The trainings under way in this process.</param>
    public void Update(SweepStatus status, IReadOnlyList<TrainingProgress> running)
    {
        if (!IsDue())
            return;

        int workers = status.Workers.Count(worker => worker.IsAlive);
        string working = workers switch { 0 => "no worker", 1 => "1 worker", _ => $"{workers} workers" };
        Show(status.CompletedBatches, status.TotalBatches, status.BatchesPerSecond, status.TimeLeft, running, [$"{status}", working]);
    }

    /// <summary>Takes the progress bar away.</summary>
    public void Complete()
    {
        if (_lastUpdate != TimeSpan.MinValue)
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private bool IsDue()
    {
        TimeSpan now = _clock.Elapsed;
        if (_lastUpdate != TimeSpan.MinValue && now - _lastUpdate < Interval)
            return false;
        _lastUpdate = now;
        return true;
    }

    private void Show(long completed, long total, double? rate, TimeSpan? left, IReadOnlyList<TrainingProgress> running, string[] more)
    {
        _accuracies.Note(running);
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, Status(completed, total, rate, more))
        {
            PercentComplete = total == 0 ? 100 : (int)(100 * completed / total),
            SecondsRemaining = left is { } time ? (int)Math.Min(int.MaxValue, Math.Ceiling(time.TotalSeconds)) : -1,
            CurrentOperation = string.Join("; ", running.Select(progress => progress.Name)),
        });
    }

    /// <summary>What is wanted most comes first: in a narrow window the end is cut off.</summary>
    private string Status(long completed, long total, double? rate, string[] more)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        IEnumerable<string> parts =
        [
            string.Join(", ", _accuracies.All.Select(labelled => $"{labelled.Key} {labelled.Value?.ToString("P1", culture) ?? "\u2014"}")),
            rate is { } batches ? string.Create(culture, $"{batches:N0}/s") : "",
            string.Create(culture, $"{completed:N0} of {total:N0} batches"),
            .. more,
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Shows how far a pool of trainings is, at most five times a second. For the pipeline's thread only.</summary>
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
        TimeSpan now = _clock.Elapsed;
        if (_lastUpdate != TimeSpan.MinValue && now - _lastUpdate < Interval)
            return;

        _lastUpdate = now;
        if (total == 0)
            return;

        long completed = Math.Min(done, total);
        _pace.Note(now, completed);
        _accuracies.Note(running);
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, Status(completed, total))
        {
            PercentComplete = (int)(100 * completed / total),
            SecondsRemaining = _pace.Left(total) is { } left ? (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalSeconds)) : -1,
            CurrentOperation = string.Join("; ", running.Select(progress => progress.Name)),
        });
    }

    /// <summary>Takes the progress bar away.</summary>
    public void Complete()
    {
        if (_lastUpdate != TimeSpan.MinValue)
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>What is wanted most comes first: in a narrow window the end is cut off.</summary>
    private string Status(long completed, long total)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        IEnumerable<string> parts =
        [
            string.Join(", ", _accuracies.All.Select(labelled => $"{labelled.Key} {labelled.Value?.ToString("P1", culture) ?? "\u2014"}")),
            _pace.Rate is { } rate ? string.Create(culture, $"{rate:N0}/s") : "",
            string.Create(culture, $"{completed:N0} of {total:N0} batches"),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }
}

using System.Globalization;
using System.Management.Automation;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Shows how far a sweep is. For the pipeline's thread only.</summary>
internal sealed class SweepProgressReport(Cmdlet cmdlet, string activity)
{
    private const int ActivityId = 3;

    private bool _isShown;

    /// <summary>Shows how it stands.</summary>
    public void Show(SweepStatus status)
    {
        _isShown = true;
        int workers = status.Workers.Count(worker => worker.IsAlive);
        string working = workers switch { 0 => "no worker", 1 => "1 worker", _ => $"{workers} workers" };
        string rate = status.BatchesPerSecond is { } batches ? string.Create(CultureInfo.CurrentCulture, $"; {batches:N0} batches/s") : "";
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, $"{status}; {working}{rate}")
        {
            PercentComplete = (int)(100 * status.Progress),
            SecondsRemaining = status.TimeLeft is { } left ? (int)Math.Min(int.MaxValue, Math.Ceiling(left.TotalSeconds)) : -1,
        });
    }

    /// <summary>Takes the progress bar away.</summary>
    public void Complete()
    {
        if (_isShown)
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}

using System.Diagnostics;
using System.Management.Automation;
using BatchNorm.Sweeps;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Progress;

/// <summary>Looks at a sweep every so often and shows how far it is. For the pipeline's thread only.</summary>
internal sealed class SweepLook(Cmdlet cmdlet, SweepFolder sweep)
{
    /// <summary>The time between two looks, at least.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>A look at a sweep of many cells takes a while: looking is to be a small part of the time.</summary>
    private const int LeastPart = 50;

    private readonly TrainingProgressReport _report = new(cmdlet, $"Sweep {Path.GetFileName(Path.TrimEndingDirectorySeparator(sweep.Path))}");
    private readonly SweepWatch _watch = new(sweep);
    private readonly Stopwatch _sinceLook = new();
    private TimeSpan _pause;

    /// <summary>How it stands; null where somebody looked a moment ago.</summary>
    /// <param name="running">The trainings under way in this process.</param>
    /// <exception cref="IOException">The sweep cannot be read.</exception>
    public SweepStatus? Look(IReadOnlyList<TrainingProgress> running)
    {
        if (_sinceLook.IsRunning && _sinceLook.Elapsed < _pause)
            return null;

        long begin = Stopwatch.GetTimestamp();
        SweepStatus status = _watch.Look();
        TimeSpan cost = LeastPart * Stopwatch.GetElapsedTime(begin);
        _pause = cost > Interval ? cost : Interval;
        _sinceLook.Restart();
        _report.Update(status, running);
        return status;
    }

    /// <summary>Takes the progress bar away.</summary>
    public void End() => _report.Complete();
}

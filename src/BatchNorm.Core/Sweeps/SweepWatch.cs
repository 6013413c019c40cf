using BatchNorm.Files;

namespace BatchNorm.Sweeps;

/// <summary>
/// Looks at a sweep again and again. So it learns from signs of life which workers live, whatever the clocks of their machines say, and bears with a
/// folder that cannot be read for a moment.
/// </summary>
public sealed class SweepWatch
{
    private readonly SweepFolder _sweep;
    private readonly TimeProvider _time;
    private readonly WorkerRoom _workers;
    private (SweepStatus Status, long At)? _last;

    /// <summary>Nothing is looked at yet.</summary>
    /// <param name="sweep">The sweep.</param>
    public SweepWatch(SweepFolder sweep)
        : this(sweep, TimeProvider.System)
    {
    }

    internal SweepWatch(SweepFolder sweep, TimeProvider time)
    {
        _sweep = sweep;
        _time = time;
        _workers = new WorkerRoom(sweep, SweepSurvey.LeaseTime, time);
    }

    /// <summary>How it stands; how it stood when it was last seen, where it cannot be for a moment.</summary>
    /// <exception cref="IOException">It cannot be read, and could not for the time after which workers are taken for dead.</exception>
    public SweepStatus Look()
    {
        try
        {
            SweepStatus status = new SweepSurvey(_sweep, _workers).Status();
            _last = (status, _time.GetTimestamp());
            return status;
        }
        catch (IOException error) when (PassingErrors.Has(error) && _last is { } last && _time.GetElapsedTime(last.At) < SweepSurvey.LeaseTime)
        {
            return last.Status;
        }
    }
}

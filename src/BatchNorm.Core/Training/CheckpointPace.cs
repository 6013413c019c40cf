namespace BatchNorm.Training;

/// <summary>When a checkpoint is to be written: by time, and never so often that more than one part in a hundred of it goes into writing.</summary>
/// <param name="interval">The time from one to the next, at least.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class CheckpointPace(TimeSpan interval, TimeProvider clock)
{
    /// <summary>The time between two as a multiple of what writing the last one took.</summary>
    private const int WorkPerCost = 100;

    private long _last = clock.GetTimestamp();
    private TimeSpan _cost;

    /// <summary>Whether it is time.</summary>
    public bool IsDue => clock.GetElapsedTime(_last) is var passed && passed >= interval && passed >= WorkPerCost * _cost;

    /// <summary>Writes one, and takes the time of that; one that fails has its cost, too.</summary>
    public void Write(Action write)
    {
        long begin = clock.GetTimestamp();
        try
        {
            write();
        }
        finally
        {
            _last = clock.GetTimestamp();
            _cost = clock.GetElapsedTime(begin, _last);
        }
    }
}

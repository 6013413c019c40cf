namespace BatchNorm.Data;

/// <summary>A clock whose timers go off only when the test lets the time pass that they were set to.</summary>
internal sealed class SilenceClock : TimeProvider
{
    private readonly List<Timer> _timers = [];

    /// <summary>Lets every timer that is set go off, and waits for the one who set it to cancel.</summary>
    public Task PassSilence(CancellationToken cancellation)
    {
        foreach (Timer timer in _timers.ToArray())
            timer.GoOff();
        return Task.Delay(Timeout.Infinite, cancellation);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SilenceClock clock, Action goOff) : ITimer
    {
        public void GoOff()
        {
            clock._timers.Remove(this);
            goOff();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock._timers.Add(this);
            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

namespace BatchNorm.Made;

/// <summary>A clock that stands still between two looks at it.</summary>
/// <param name="step">The time that every look takes.</param>
internal sealed class MadeClock(TimeSpan step = default) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        Advance(step);
        return _ticks;
    }

    public void Advance(TimeSpan time) => _ticks += time.Ticks;
}

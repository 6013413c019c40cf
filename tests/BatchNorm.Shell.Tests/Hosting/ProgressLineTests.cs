using System.Management.Automation;

namespace BatchNorm.Shell.Hosting;

public sealed class ProgressLineTests : IDisposable
{
    private readonly StringWriter _screen = new();
    private readonly ManualClock _clock = new();
    private readonly ProgressLine _line;

    public ProgressLineTests()
    {
        _line = new ProgressLine(_screen, () => 40, _clock);
    }

    public void Dispose() => _screen.Dispose();

    [Fact]
    public void The_line_tells_what_runs_how_far_it_is_and_how_long_it_takes()
    {
        _line.Update(0, Record(1, "Training", "step 5", percent: 25, secondsRemaining: 75));

        Assert.Equal("Training  25 %  step 5  00:01:15 left", Shown());
    }

    [Fact]
    public void News_are_drawn_at_most_five_times_a_second()
    {
        _line.Update(0, Record(1, "A", "first"));
        _clock.Advance(TimeSpan.FromMilliseconds(199));
        _line.Update(0, Record(1, "A", "second"));
        Assert.Equal("A  first", Shown());

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _line.Update(0, Record(1, "A", "3rd"));
        Assert.Equal("A  3rd", Shown());
    }

    [Fact]
    public void Activities_side_by_side_share_the_line()
    {
        _line.Update(0, Record(2, "B", "b"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _line.Update(0, Record(1, "A", "a"));

        Assert.Equal("A  a | B  b", Shown());
    }

    [Fact]
    public void The_line_never_reaches_the_edge_of_the_screen()
    {
        _line.Update(0, Record(1, new string('x', 100), "y"));

        Assert.Equal(new string('x', 39), Shown());
    }

    [Fact]
    public void Completion_erases_the_line_at_once()
    {
        _line.Update(0, Record(1, "A", "a"));
        ProgressRecord last = Record(1, "A", "a");
        last.RecordType = ProgressRecordType.Completed;
        _line.Update(0, last);

        Assert.Equal("", Shown());
    }

    [Fact]
    public void Reset_forgets_activities_that_never_completed()
    {
        _line.Update(0, Record(1, "A", "a"));
        _line.Reset();
        Assert.Equal("", Shown());

        _line.Update(0, Record(2, "B", "b"));
        Assert.Equal("B  b", Shown());
    }

    private static ProgressRecord Record(int id, string activity, string status, int percent = -1, int secondsRemaining = -1) =>
        new(id, activity, status) { PercentComplete = percent, SecondsRemaining = secondsRemaining };

    /// <summary>What is on the screen's line after everything written: a carriage return goes back to its start.</summary>
    private string Shown()
    {
        var line = new List<char>();
        int column = 0;
        foreach (char character in _screen.ToString())
        {
            Assert.NotEqual('\n', character);
            if (character == '\r')
            {
                column = 0;
                continue;
            }

            if (column == line.Count)
                line.Add(character);
            line[column++] = character;
        }

        return new string([.. line]).TrimEnd();
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}

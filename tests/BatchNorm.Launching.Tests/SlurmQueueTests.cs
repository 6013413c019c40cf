using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>For how long somebody waits for what Slurm may have of a sweep.</summary>
public sealed class SlurmQueueTests
{
    private static readonly Submission[] One = [Submission.New(SubmissionKind.Slurm, 1)];

    private readonly SetTime _time = new();
    private readonly List<string> _told = [];
    private int _asked;

    [Fact]
    public void Slurm_is_not_asked_where_it_was_given_nothing() => Assert.False(Queue(() => true).MayHold([]));

    [Fact]
    public void Slurm_is_asked_every_quarter_of_a_minute_until_it_has_nothing_more()
    {
        bool holds = true;
        SlurmQueue queue = Queue(() => holds);

        Assert.True(queue.MayHold(One));
        holds = false;
        _time.Pass(TimeSpan.FromSeconds(14));
        Assert.True(queue.MayHold(One));
        Assert.Equal(1, _asked);
        _time.Pass(TimeSpan.FromSeconds(1));
        Assert.False(queue.MayHold(One));
        Assert.Empty(_told);
    }

    [Fact]
    public void Where_there_is_no_Slurm_nothing_is_waited_for()
    {
        SlurmQueue queue = Queue(() => throw new LaunchException(LaunchProblem.SchedulerNotFound, "It is not here."));

        Assert.False(queue.MayHold(One));
        Assert.StartsWith("It is not here. Whether", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_borne_for_ten_minutes_which_an_answer_begins_anew()
    {
        bool answers = false;
        SlurmQueue queue = Queue(() => answers ? true : throw new LaunchException(LaunchProblem.SchedulerUnavailable, "It is silent."));

        Assert.True(queue.MayHold(One));
        Assert.StartsWith("It is silent. Whether", Assert.Single(_told), StringComparison.Ordinal);
        _time.Pass(TimeSpan.FromMinutes(9.9));
        Assert.True(queue.MayHold(One));
        answers = true;
        _time.Pass(TimeSpan.FromMinutes(5));
        Assert.True(queue.MayHold(One));
        answers = false;
        _time.Pass(TimeSpan.FromMinutes(5));
        Assert.True(queue.MayHold(One));
        _time.Pass(TimeSpan.FromMinutes(10));
        Assert.False(queue.MayHold(One));
        Assert.Contains("Nobody knows", _told[^1], StringComparison.Ordinal);
    }

    private SlurmQueue Queue(Func<bool> answer) => new(
        _ =>
        {
            _asked++;
            return answer();
        },
        _told.Add, _time);

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class SetTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}

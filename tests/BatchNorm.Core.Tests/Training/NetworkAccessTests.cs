namespace BatchNorm.Training;

public class NetworkAccessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NetworkAccess _access = new();

    [Fact]
    public void Any_number_of_threads_read_at_a_time()
    {
        _access.BeginReading(CancellationToken.None);

        Visitor second = Visitor.Comes(() => _access.BeginReading(CancellationToken.None));

        second.ComesIn();
    }

    [Fact]
    public void A_reading_waits_for_the_step_that_is_under_way()
    {
        _access.BeginStep(CancellationToken.None);
        Visitor reader = Visitor.Comes(() => _access.BeginReading(CancellationToken.None));
        reader.Waits();

        _access.EndStep();

        reader.ComesIn();
    }

    [Fact]
    public void A_step_waits_for_the_readings_that_are_under_way()
    {
        _access.BeginReading(CancellationToken.None);
        _access.BeginReading(CancellationToken.None);
        Visitor step = Visitor.Comes(() => _access.BeginStep(CancellationToken.None));
        step.Waits();

        _access.EndReading();
        step.Waits();
        _access.EndReading();

        step.ComesIn();
    }

    [Fact]
    public void A_reading_that_waited_comes_before_the_next_step()
    {
        _access.BeginStep(CancellationToken.None);
        Visitor reader = Visitor.Comes(() => _access.BeginReading(CancellationToken.None));
        reader.Waits();
        _access.EndStep(); // and at once the next, before the reader has as much as woken

        Visitor step = Visitor.Comes(() => _access.BeginStep(CancellationToken.None));
        step.Waits();
        reader.ComesIn();
        _access.EndReading();

        step.ComesIn();
    }

    [Fact]
    public void A_reading_that_comes_while_a_step_is_due_comes_after_it()
    {
        _access.BeginReading(CancellationToken.None);
        Visitor step = Visitor.Comes(() => _access.BeginStep(CancellationToken.None));
        step.Waits();
        Visitor late = Visitor.Comes(() => _access.BeginReading(CancellationToken.None));
        late.Waits();

        _access.EndReading();
        step.ComesIn();
        late.Waits();
        _access.EndStep();

        late.ComesIn();
    }

    [Fact]
    public void One_training_at_a_time_has_its_turn()
    {
        _access.BeginTraining(CancellationToken.None);
        Visitor second = Visitor.Comes(() => _access.BeginTraining(CancellationToken.None));
        second.Waits();

        _access.EndTraining();

        second.ComesIn();
    }

    [Fact]
    public void Whoever_waits_can_be_cancelled_and_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        _access.BeginTraining(CancellationToken.None);
        _access.BeginStep(CancellationToken.None);
        Visitor[] waiting =
        [
            Visitor.Comes(() => _access.BeginTraining(stop.Token)),
            Visitor.Comes(() => _access.BeginReading(stop.Token)),
        ];
        Assert.All(waiting, visitor => visitor.Waits());

        stop.Cancel();

        Assert.All(waiting, visitor => Assert.IsAssignableFrom<OperationCanceledException>(visitor.IsRefused()));
        _access.EndStep();
        Visitor.Comes(() => _access.BeginStep(CancellationToken.None)).ComesIn(); // nobody is thought to be reading
    }

    [Fact]
    public void A_cancelled_step_lets_in_whoever_waited_for_it()
    {
        using var stop = new CancellationTokenSource();
        _access.BeginReading(CancellationToken.None);
        Visitor step = Visitor.Comes(() => _access.BeginStep(stop.Token));
        step.Waits();
        Visitor late = Visitor.Comes(() => _access.BeginReading(CancellationToken.None));
        late.Waits();

        stop.Cancel();

        Assert.IsAssignableFrom<OperationCanceledException>(step.IsRefused());
        late.ComesIn();
    }

    [Fact]
    public void Closing_waits_for_what_is_under_way_and_refuses_whatever_comes_or_waits()
    {
        _access.BeginTraining(CancellationToken.None);
        _access.BeginReading(CancellationToken.None);
        Visitor[] waiting =
        [
            Visitor.Comes(() => _access.BeginTraining(CancellationToken.None)),
            Visitor.Comes(() => _access.BeginStep(CancellationToken.None)),
        ];
        Assert.All(waiting, visitor => visitor.Waits());

        Visitor closing = Visitor.Comes(() => Assert.True(_access.Close()));

        Assert.All(waiting, visitor => Assert.IsType<ObjectDisposedException>(visitor.IsRefused()));
        closing.Waits();
        _access.EndReading();
        closing.ComesIn();
        Assert.Throws<ObjectDisposedException>(() => _access.BeginReading(CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => _access.BeginStep(CancellationToken.None));
        Assert.False(_access.Close());
    }

    /// <summary>A thread that asks to be let in.</summary>
    private sealed class Visitor
    {
        private readonly Thread _thread;
        private Exception? _refusal;

        private Visitor(Action ask) => _thread = new Thread(() =>
        {
            try
            {
                ask();
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                _refusal = exception;
            }
        })
        {
            IsBackground = true,
        };

        public static Visitor Comes(Action ask)
        {
            var visitor = new Visitor(ask);
            visitor._thread.Start();
            return visitor;
        }

        /// <summary>It waits, and does so until something changes.</summary>
        public void Waits()
        {
            Assert.True(SpinWait.SpinUntil(() => (_thread.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) != 0, Patience));
            Assert.True(_thread.IsAlive, "It did not wait.");
        }

        public void ComesIn()
        {
            Assert.True(_thread.Join(Patience), "It was not let in.");
            Assert.Null(_refusal);
        }

        public Exception IsRefused()
        {
            Assert.True(_thread.Join(Patience), "It still waits.");
            return _refusal ?? throw new InvalidOperationException("It was let in.");
        }
    }
}

using BatchNorm.Made;

namespace BatchNorm.Training;

public class TrainingPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Every_training_comes_out_and_the_pool_completes()
    {
        using var pool = new TrainingPool<string>(3);
        for (int i = 0; i < 20; i++)
        {
            string name = $"training {i}";
            pool.Add(new TrainingProgress(name, 1), (_, _) => name);
        }

        pool.CompleteAdding();

        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"training {i}").Order(StringComparer.Ordinal),
            pool.TakeAll().Select(outcome => outcome.Result!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_error_in_one_training_does_not_touch_the_others()
    {
        using var pool = new TrainingPool<string>(2);
        pool.Add(new TrainingProgress("bad", 1), (_, _) => throw new InvalidOperationException("out of luck"));
        pool.Add(new TrainingProgress("good", 1), (_, _) => "fine");
        pool.CompleteAdding();

        TrainingOutcome<string>[] outcomes = [.. pool.TakeAll().OrderBy(outcome => outcome.Name, StringComparer.Ordinal)];

        Assert.Equal(["bad", "good"], outcomes.Select(outcome => outcome.Name));
        Assert.Equal("out of luck", outcomes[0].Error!.Message);
        Assert.Equal("fine", outcomes[1].Result);
    }

    [Fact]
    public void As_many_networks_are_trained_at_a_time_as_asked_for_and_no_more()
    {
        using var pool = new TrainingPool<string>(2);
        using var bothTrain = new Barrier(2); // whoever trained alone would wait in vain
        int running = 0;
        int most = 0;
        for (int i = 0; i < 12; i++)
        {
            pool.Add(new TrainingProgress("any", 1), (_, cancellation) =>
            {
                int now = Interlocked.Increment(ref running);
                lock (bothTrain)
                    most = Math.Max(most, now);
                bool together = bothTrain.SignalAndWait(Patience, cancellation);
                Interlocked.Decrement(ref running);
                return together ? "together" : "alone";
            });
        }

        pool.CompleteAdding();

        Assert.Equal(Enumerable.Repeat("together", 12), pool.TakeAll().Select(outcome => outcome.Result));
        Assert.Equal(2, most);
        Assert.Equal(6, bothTrain.CurrentPhaseNumber);
    }

    [Fact]
    public void Outcomes_come_in_the_order_of_the_queue_each_as_soon_as_all_before_it_are_there()
    {
        using var pool = new TrainingPool<string>(3);
        Gate[] gates = [.. Enumerable.Range(0, 3).Select(i => new Gate(pool, $"{i}"))];

        gates[2].Open();
        gates[2].AwaitEnd(pool);
        Assert.False(pool.TryTake(TimeSpan.Zero, TestContext.Current.CancellationToken, out _));
        gates[0].Open();
        Assert.Equal("0", Next(pool).Result);
        Assert.False(pool.TryTake(TimeSpan.Zero, TestContext.Current.CancellationToken, out _));
        gates[1].Open();

        Assert.Equal(("1", "2"), (Next(pool).Result, Next(pool).Result));
    }

    [Fact]
    public void Unordered_outcomes_come_as_trainings_end()
    {
        using var pool = new TrainingPool<string>(3, isOrdered: false);
        Gate[] gates = [.. Enumerable.Range(0, 3).Select(i => new Gate(pool, $"{i}"))];

        foreach (int i in new List<int> { 2, 0, 1 })
        {
            gates[i].Open();
            Assert.Equal($"{i}", Next(pool).Result);
        }

        pool.CompleteAdding();
        Assert.Empty(pool.TakeAll());
    }

    [Fact]
    public void An_error_has_its_place_among_the_results_also_where_nothing_was_trained()
    {
        using var pool = new TrainingPool<string>(2);
        var first = new Gate(pool, "first");
        pool.AddFailure("second", new ArgumentException("does not fit"));
        pool.Add(new TrainingProgress("third", 1), (_, _) => throw new InvalidOperationException("out of luck"));
        pool.Add(new TrainingProgress("fourth", 1), (_, _) => "fine");
        pool.CompleteAdding();
        first.Open();

        List<TrainingOutcome<string>> outcomes = pool.TakeAll();

        Assert.Equal(["first", "second", "third", "fourth"], outcomes.Select(outcome => outcome.Name));
        Assert.Equal(["does not fit", "out of luck"], outcomes.Select(outcome => outcome.Error?.Message).OfType<string>());
    }

    [Fact]
    public void Trainings_that_make_one_result_have_one_place()
    {
        using var pool = new TrainingPool<string>(4);
        pool.Add(
            new QueuedTraining<string>(new TrainingProgress("nothing", 1), (_, _) => null),
            new QueuedTraining<string>(new TrainingProgress("pair", 1), (_, _) => "first"));
        pool.Add(
            new QueuedTraining<string>(new TrainingProgress("pair", 1), (_, _) => "second"),
            new QueuedTraining<string>(new TrainingProgress("nothing", 1), (_, _) => null));
        pool.Add(new QueuedTraining<string>(new TrainingProgress("nothing at all", 1), (_, _) => null));
        pool.Add(new TrainingProgress("single", 1), (_, _) => "third");
        pool.CompleteAdding();

        Assert.Equal(["first", "second", "third"], pool.TakeAll().Select(outcome => outcome.Result));
    }

    [Fact]
    public void Trainings_of_one_network_come_one_after_the_other_and_let_others_go_before()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        using var pool = new TrainingPool<string>(2, isOrdered: false);
        var first = new Gate(pool, "first", net);
        var second = new Gate(pool, "second", net);
        second.Open();
        pool.Add(new TrainingProgress("other", 1), (_, _) => "other");

        Assert.Equal("other", Next(pool).Result); // by the second thread: it does not wait for the network
        first.AwaitBeginning();
        Assert.Equal(["first"], pool.Running.Select(progress => progress.Name));
        first.Open();

        Assert.Equal(("first", "second"), (Next(pool).Result, Next(pool).Result));
    }

    [Fact]
    public void Disposing_cancels_what_is_under_way_and_drops_what_is_queued()
    {
        using var started = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        bool secondRan = false;
        var pool = new TrainingPool<string>(1);
        pool.Add(new TrainingProgress("endless", 1), (_, cancellation) =>
        {
            started.Set();
            cancellation.WaitHandle.WaitOne();
            ended.Set();
            cancellation.ThrowIfCancellationRequested();
            return "never";
        });
        pool.Add(new TrainingProgress("queued", 1), (_, _) =>
        {
            secondRan = true;
            return "never";
        });
        Assert.True(started.Wait(Patience, TestContext.Current.CancellationToken));

        pool.Dispose();

        Assert.True(ended.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Empty(pool.TakeAll());
        Assert.False(secondRan);
    }

    [Fact]
    public void Joining_waits_for_what_cancelled_trainings_leave_behind()
    {
        using var started = new CountdownEvent(2);
        int left = 0;
        var pool = new TrainingPool<string>(3);
        for (int i = 0; i < 2; i++)
        {
            pool.Add(new TrainingProgress("kept", 1), (_, cancellation) =>
            {
                started.Signal();
                cancellation.WaitHandle.WaitOne();
                Thread.Yield();
                Interlocked.Increment(ref left);
                cancellation.ThrowIfCancellationRequested();
                return "never";
            });
        }

        Assert.True(started.Wait(Patience, TestContext.Current.CancellationToken));

        pool.Dispose();
        pool.Join();

        Assert.Equal(2, left);
        Assert.True(pool.IsCompleted);
    }

    [Fact]
    public void Progress_counts_the_steps_of_all_trainings()
    {
        using var pool = new TrainingPool<string>(1);
        using var halfway = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        pool.Add(new TrainingProgress("first", 10), (_, _) => "done");
        pool.Add(new TrainingProgress("second", 30), (observer, cancellation) =>
        {
            observer.BatchTrained(15);
            halfway.Set();
            goOn.Wait(Patience, cancellation);
            return "done";
        });
        Assert.True(halfway.Wait(Patience, TestContext.Current.CancellationToken));

        Assert.Equal(40, pool.TotalBatches);
        Assert.Equal(25, pool.CompletedBatches);
        Assert.Equal("second", Assert.Single(pool.Running).Name);

        goOn.Set();
        pool.CompleteAdding();
        Assert.Equal(2, pool.TakeAll().Count);
        Assert.Equal(40, pool.CompletedBatches);
    }

    private static TrainingOutcome<string> Next(TrainingPool<string> pool)
    {
        Assert.True(pool.TryTake(Patience, TestContext.Current.CancellationToken, out TrainingOutcome<string>? outcome));
        return outcome!;
    }

    /// <summary>A training that ends when it is told to.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _gate = new();
        private readonly TrainingProgress _progress;

        public Gate(TrainingPool<string> pool, string name, NeuralNet? net = null)
        {
            _progress = new TrainingProgress(name, 1);
            pool.Add(new QueuedTraining<string>(
                _progress,
                (observer, cancellation) =>
                {
                    observer.BatchTrained(1);
                    Assert.True(_gate.Task.Wait(Patience, cancellation));
                    return name;
                },
                net));
        }

        public void Open() => _gate.SetResult();

        public void AwaitBeginning() => Assert.True(SpinWait.SpinUntil(() => _progress.CompletedBatches == 1, Patience));

        /// <summary>Waits until the training has begun and is not among those under way any more.</summary>
        public void AwaitEnd(TrainingPool<string> pool) => Assert.True(SpinWait.SpinUntil(
            () => _progress.CompletedBatches == 1 && !pool.Running.Contains(_progress), Patience));
    }
}

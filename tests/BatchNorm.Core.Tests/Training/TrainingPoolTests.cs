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
        using var bothAreTrained = new Barrier(2); // whoever trained alone would wait in vain
        int running = 0;
        int most = 0;
        for (int i = 0; i < 12; i++)
        {
            pool.Add(new TrainingProgress("any", 1), (_, cancellation) =>
            {
                int now = Interlocked.Increment(ref running);
                lock (pool)
                    most = Math.Max(most, now);
                bool together = bothAreTrained.SignalAndWait(Patience, cancellation);
                Interlocked.Decrement(ref running);
                return together ? "together" : "alone";
            });
        }

        pool.CompleteAdding();

        Assert.Equal(Enumerable.Repeat("together", 12), pool.TakeAll().Select(outcome => outcome.Result));
        Assert.Equal(2, most);
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
}

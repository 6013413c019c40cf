namespace BatchNorm.Sweeps;

public class RunSourceTests
{
    [Theory]
    [InlineData(0, "1 2 3 4 5")]
    [InlineData(0.4, "3 4 5 1 2")]
    [InlineData(0.99, "5 1 2 3 4")]
    public void A_worker_begins_where_it_is_told_and_goes_on_from_the_first(double startAt, string seeds)
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(5));
        var source = new RunSource(sweep.Folder, new FailureRoom(sweep.Folder), cells: null, startAt);
        var order = new List<int>();

        while (source.Next(out _) is { } run)
            order.Add(run.Settings.Seed);

        Assert.Equal(seeds.Split(' ').Select(int.Parse).SelectMany(seed => new[] { seed, seed }), order);
    }

    [Fact]
    public void A_run_that_could_not_be_claimed_for_an_error_is_handed_out_again()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        var source = new RunSource(sweep.Folder, new FailureRoom(sweep.Folder), cells: null);
        var error = new IOException();
        var failed = new List<string>();
        while (source.Next(out _) is { } run)
        {
            Assert.Same(error, Assert.Throws<IOException>(() => source.Try<bool>(run, _ => throw error)));
            failed.Add(run.FileName);
        }

        source.Next(out int pass);
        Assert.Equal(PassEnd.Wait, source.End(pass, out _));
        Assert.Equal(failed, [source.Next(out _)!.FileName, source.Next(out _)!.FileName]);
    }

    [Fact]
    public void What_was_left_to_a_thread_that_has_ended_its_training_since_is_looked_at_again_at_once()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        var source = new RunSource(sweep.Folder, new FailureRoom(sweep.Folder), cells: null);
        var work = new WorkInHand();
        SweepRun held = source.Next(out int pass)!;
        work.Begin(held);

        source.Leave(held, isAwaited: true, work.EndedRuns); // found claimed
        work.End(held, isFinished: true);

        Assert.Equal(PassEnd.Wait, source.End(pass, out int ended));
        Assert.True(work.AwaitEnd(ended, Timeout.InfiniteTimeSpan));
        Assert.False(work.AwaitEnd(work.EndedRuns, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void What_other_workers_hold_is_looked_at_again_after_a_while_whatever_this_one_has_ended_before()
    {
        using var sweep = new MadeSweep(MadeSweep.Quick());
        var source = new RunSource(sweep.Folder, new FailureRoom(sweep.Folder), cells: null);
        var work = new WorkInHand();
        SweepRun own = source.Next(out _)!;
        SweepRun theirs = source.Next(out int pass)!;
        work.Begin(own);
        work.End(own, isFinished: true);

        source.Leave(theirs, isAwaited: true, work.EndedRuns);

        Assert.Equal(PassEnd.Wait, source.End(pass, out int ended));
        Assert.False(work.AwaitEnd(ended, Timeout.InfiniteTimeSpan));
    }
}

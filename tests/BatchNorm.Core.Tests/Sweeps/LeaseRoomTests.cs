using BatchNorm.Made;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

public sealed class LeaseRoomTests : IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);

    private readonly MadeSweep _sweep = new(MadeSweep.Seeds(1));
    private readonly MadeClock _time = new();
    private readonly SweepRun _run;

    public LeaseRoomTests()
    {
        _run = _sweep.Folder.Cells().Single().With;
        Directory.CreateDirectory(_sweep.Folder.Workers);
    }

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void One_worker_claims_a_run_and_others_do_not()
    {
        Alive("first");

        Assert.Equal(0, Leases("first").TryClaim(_run));
        Assert.Null(Leases("second").TryClaim(_run));
    }

    [Fact]
    public void A_run_that_is_given_back_can_be_claimed_again()
    {
        LeaseRoom first = Leases("first");
        first.TryClaim(_run);
        first.Release(_run, 0);

        Assert.Equal(0, Leases("second").TryClaim(_run));
        Assert.False(first.IsHeld(_run, 1));
    }

    [Fact]
    public void A_lease_whose_making_was_answered_by_an_error_is_its_maker_s()
    {
        LeaseRoom first = Leases("first");
        first.TryClaim(_run);

        Assert.Equal(0, first.TryClaim(_run));
    }

    [Fact]
    public void A_worker_of_another_machine_is_dead_when_it_was_silent_for_the_lease_time_of_the_watcher()
    {
        LeaseRoom watcher = Leases("watcher");
        Elsewhere("far", beat: 1);
        Assert.Null(watcher.TryClaim(_run));
        _time.Advance(LeaseTime - TimeSpan.FromSeconds(1));
        Assert.Null(watcher.TryClaim(_run));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, watcher.TryClaim(_run));
    }

    [Fact]
    public void A_sign_of_life_begins_the_lease_time_anew_whatever_any_clock_says()
    {
        LeaseRoom watcher = Leases("watcher");
        for (int beat = 0; beat < 5; beat++)
        {
            Elsewhere("far", beat);
            File.SetLastWriteTimeUtc(Path.Combine(_sweep.Folder.Workers, "far.json"), DateTime.UtcNow.AddHours(beat % 2 == 0 ? -1 : 1));
            Assert.Null(watcher.TryClaim(_run));
            _time.Advance(LeaseTime - TimeSpan.FromSeconds(1));
            Assert.Null(watcher.TryClaim(_run));
        }
    }

    [Fact]
    public void A_worker_of_this_kernel_is_dead_as_soon_as_its_lock_is_free()
    {
        LifeLock life = Alive("near");
        Leases("near").TryClaim(_run);
        LeaseRoom watcher = Leases("watcher");
        Assert.Null(watcher.TryClaim(_run));

        life.Dispose();

        Assert.Equal(1, watcher.TryClaim(_run));
    }

    [Fact]
    public void A_worker_that_stands_still_is_dead_though_its_lock_is_held()
    {
        using LifeLock life = Alive("stopped");
        Leases("stopped").TryClaim(_run);
        LeaseRoom watcher = Leases("watcher");
        Assert.Null(watcher.TryClaim(_run));

        _time.Advance(LeaseTime);

        Assert.Equal(1, watcher.TryClaim(_run));
    }

    [Fact]
    public void Of_many_who_find_a_dead_worker_s_run_one_gets_it()
    {
        LifeLock[] alive = [.. Enumerable.Range(0, 8).Select(number => Alive($"watcher{number}"))];
        for (int round = 0; round < 20; round++)
        {
            Elsewhere("far", beat: 1);
            LeaseRoom[] watchers = [.. Enumerable.Range(0, 8).Select(number => Leases($"watcher{number}"))];
            foreach (LeaseRoom watcher in watchers)
                Assert.Null(watcher.TryClaim(_run));
            _time.Advance(LeaseTime);
            using var together = new Barrier(watchers.Length);
            var claims = new int?[watchers.Length];
            Thread[] threads = [.. watchers.Select((watcher, number) => new Thread(() =>
            {
                together.SignalAndWait();
                claims[number] = watcher.TryClaim(_run);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(1, Assert.Single(claims.OfType<int>()));
            watchers[0].RemoveAll(_run);
        }

        Array.ForEach(alive, life => life.Dispose());
    }

    [Fact]
    public void Who_was_taken_over_does_not_hold_its_run_any_more()
    {
        LifeLock life = Alive("slow");
        LeaseRoom slow = Leases("slow");
        slow.TryClaim(_run);
        life.Dispose();
        LeaseRoom watcher = Leases("watcher");
        Assert.Equal(1, watcher.TryClaim(_run));

        Assert.False(slow.IsHeld(_run, 0));
        Assert.True(watcher.IsHeld(_run, 1));
    }

    [Fact]
    public void A_worker_elsewhere_is_known_to_live_when_its_beat_goes_up_between_two_looks_and_for_a_while()
    {
        LeaseRoom watcher = Leases("watcher");
        Elsewhere("far", beat: 3);
        Assert.Null(watcher.TryClaim(_run));
        Assert.True(watcher.MayBeOrphaned(_run));

        Elsewhere("far", beat: 4);
        Assert.Null(watcher.TryClaim(_run));
        Assert.False(watcher.MayBeOrphaned(_run));

        _time.Advance(LeaseTime / 2);
        Assert.Null(watcher.TryClaim(_run));
        Assert.True(watcher.MayBeOrphaned(_run));
    }

    [Fact]
    public void A_run_that_was_given_back_just_after_somebody_was_refused_it_may_have_to_be_taken_over()
    {
        using LifeLock life = Alive("first");
        LeaseRoom first = Leases("first");
        LeaseRoom second = Leases("second");
        first.TryClaim(_run);
        Assert.Null(second.TryClaim(_run));
        Assert.False(second.MayBeOrphaned(_run));

        first.Release(_run, 0);

        Assert.True(second.MayBeOrphaned(_run));
    }

    [Fact]
    public void A_beat_that_went_up_since_a_look_of_long_ago_tells_nothing_of_now()
    {
        LeaseRoom watcher = Leases("watcher");
        Elsewhere("far", beat: 3);
        Assert.Null(watcher.TryClaim(_run));
        _time.Advance(LeaseTime - TimeSpan.FromSeconds(1));

        Elsewhere("far", beat: 50);

        Assert.Null(watcher.TryClaim(_run));
        Assert.True(watcher.MayBeOrphaned(_run));
    }

    [Fact]
    public void A_sign_of_life_that_cannot_be_seen_for_a_moment_changes_nothing()
    {
        LeaseRoom watcher = Leases("watcher");
        Elsewhere("far", beat: 3);
        Assert.Null(watcher.TryClaim(_run));
        _time.Advance(LeaseTime / 2);
        File.Delete(Path.Combine(_sweep.Folder.Workers, "far.json"));
        Assert.Null(watcher.TryClaim(_run));
        Elsewhere("far", beat: 3);
        Assert.Null(watcher.TryClaim(_run));

        _time.Advance(LeaseTime / 2);

        Assert.Equal(1, watcher.TryClaim(_run));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"worker\":1}")]
    [InlineData("something else")]
    public void A_lease_that_nobody_can_read_is_in_the_way_for_the_lease_time_and_no_longer(string content)
    {
        Directory.CreateDirectory(_sweep.Folder.Leases);
        File.WriteAllText(Path.Combine(_sweep.Folder.Leases, $"{_run.FileName}.0"), content);
        LeaseRoom watcher = Leases("watcher");
        Assert.Null(watcher.TryClaim(_run));

        _time.Advance(LeaseTime);

        Assert.Equal(1, watcher.TryClaim(_run));
    }

    [Fact]
    public void A_run_that_kills_worker_after_worker_without_coming_on_is_given_up()
    {
        for (int worker = 0; worker < LeaseRoom.MostLostWorkers; worker++)
            Assert.Equal(worker, Leases($"dead{worker}").TryClaim(_run));

        Assert.Throws<DeadlyRunException>(() => Leases("next").TryClaim(_run));

        _sweep.Work();
        Assert.Equal((0, 1), (_sweep.Status.Done, _sweep.Status.Failed));
        _sweep.Folder.Begin();
        _sweep.Work();
        _sweep.AssertWhole();
    }

    [Fact]
    public void Machines_that_are_lost_while_a_run_comes_on_are_not_counted()
    {
        for (int worker = 0; worker < 3 * LeaseRoom.MostLostWorkers; worker++)
        {
            Assert.Equal(worker, Leases($"dead{worker}").TryClaim(_run));
            File.WriteAllText(_sweep.Folder.CheckpointPath(_run), "");
            File.SetLastWriteTimeUtc(_sweep.Folder.CheckpointPath(_run), DateTime.UnixEpoch.AddHours(worker));
        }
    }

    private LeaseRoom Leases(string worker) => new(_sweep.Folder, new WorkerRoom(_sweep.Folder, LeaseTime, _time), worker);

    /// <summary>A worker of this process.</summary>
    private LifeLock Alive(string worker) => new(Path.Combine(_sweep.Folder.Workers, $"{worker}.lock"));

    /// <summary>A worker on another machine, which holds the run.</summary>
    private void Elsewhere(string worker, long beat)
    {
        Directory.CreateDirectory(_sweep.Folder.Leases);
        JsonFile.Write(Path.Combine(_sweep.Folder.Leases, $"{_run.FileName}.0"), new Lease { Worker = worker, Kernel = "another", Progress = 0 });
        _sweep.SignFar(worker, beat);
    }
}

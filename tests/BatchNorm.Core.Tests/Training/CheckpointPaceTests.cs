using BatchNorm.Made;
using CsCheck;

namespace BatchNorm.Training;

public class CheckpointPaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_checkpoint_is_due_after_the_interval_and_not_before()
    {
        var clock = new MadeClock();
        var pace = new CheckpointPace(Minute, clock);

        clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.False(pace.IsDue);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(pace.IsDue);
        pace.Write(() => { });
        Assert.False(pace.IsDue);
        clock.Advance(Minute);
        Assert.True(pace.IsDue);
    }

    [Fact]
    public void One_that_failed_costs_what_it_cost()
    {
        var clock = new MadeClock();
        var pace = new CheckpointPace(Minute, clock);

        Assert.Throws<IOException>(() => pace.Write(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            throw new IOException();
        }));

        clock.Advance(TimeSpan.FromSeconds(199));
        Assert.False(pace.IsDue);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.IsDue);
    }

    [Fact]
    public void Between_two_of_them_a_hundred_times_the_cost_goes_by() =>
        Gen.Select(Gen.Int[0, 120_000], Gen.Int[1, 60_000], Gen.Int[1, 5000]).Sample((intervalMs, costMs, stepMs) =>
        {
            var clock = new MadeClock();
            var pace = new CheckpointPace(TimeSpan.FromMilliseconds(intervalMs), clock);
            long trained = 0, written = 0, firstCost = 0;
            for (int step = 0; step < 10_000; step++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(stepMs));
                trained += stepMs;
                if (!pace.IsDue)
                    continue;

                pace.Write(() => clock.Advance(TimeSpan.FromMilliseconds(costMs)));
                written += costMs;
                firstCost = firstCost == 0 ? costMs : firstCost; // what nobody could know before
                Assert.True(100 * (written - firstCost) <= trained);
            }
        });
}

using BatchNorm.Made;

namespace BatchNorm.Sweeps;

public sealed class SweepWatchTests : IDisposable
{
    private static readonly TimeSpan LeaseTime = new WorkerSettings().LeaseTime;

    private readonly MadeSweep _sweep = new(MadeSweep.Seeds(1));
    private readonly MadeClock _time = new();

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [InlineData(-60)]
    [InlineData(0)]
    [InlineData(60)]
    public void A_worker_elsewhere_lives_while_its_signs_go_on_whatever_any_clock_says(int minutesOff)
    {
        var watch = new SweepWatch(_sweep.Folder, _time);
        Sign(beat: 1, minutesOff);
        watch.Look();

        for (int beat = 2; beat < 5; beat++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            Sign(beat, minutesOff);
            Assert.True(Assert.Single(watch.Look().Workers).IsAlive);
        }

        _time.Advance(LeaseTime - TimeSpan.FromSeconds(1));
        Assert.True(Assert.Single(watch.Look().Workers).IsAlive);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Assert.Single(watch.Look().Workers).IsAlive);
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-4, true)]
    [InlineData(4, true)]
    [InlineData(60, false)]
    public void Who_looks_once_goes_by_the_time_of_the_last_sign(int minutesOff, bool isAlive)
    {
        Sign(beat: 1, minutesOff);

        Assert.Equal(isAlive, Assert.Single(_sweep.Status.Workers).IsAlive);
    }

    [Fact]
    public void A_folder_that_cannot_be_read_for_a_moment_stands_as_it_did()
    {
        var watch = new SweepWatch(_sweep.Folder, _time);
        SweepStatus seen = watch.Look();
        using FileStream held = new(Directory.GetFiles(_sweep.Folder.CellFiles).Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Same(seen, watch.Look());
        _time.Advance(LeaseTime);
        Assert.Throws<IOException>(watch.Look);
    }

    /// <summary>A sign of life of a worker on another machine.</summary>
    private void Sign(long beat, int minutesOff)
    {
        File.SetLastWriteTimeUtc(_sweep.SignFar("far", beat), DateTime.UtcNow.AddMinutes(minutesOff));
    }
}

namespace BatchNorm.Sweeps.Launching;

public class WorkerCountTests
{
    [Theory]
    [InlineData(4, 100, 1, null, 4)]
    [InlineData(4, 3, 1, null, 3)]
    [InlineData(4, 6, 2, null, 3)]
    [InlineData(4, 5, 2, null, 3)]
    [InlineData(1000, 20_000, 1, 5.0, 1000)]
    [InlineData(null, 100, 1, null, 8)]
    [InlineData(null, 3, 1, null, 3)]
    [InlineData(null, 100, 1, 60.0, 6)]
    [InlineData(null, 100, 1, 69.9, 6)]
    [InlineData(null, 100, 2, 60.0, 3)]
    [InlineData(null, 100, 1, 0.5, 1)]
    [InlineData(null, 2, 1, 600.0, 2)]
    [InlineData(null, 20_000, 1, 1e6, 100)]
    [InlineData(null, int.MaxValue, 2, null, 8)]
    [InlineData(4, 0, 1, null, 0)]
    public void Workers_are_as_many_as_there_is_work_for(int? asked, int runsLeft, int cpus, double? minutes, int expected) =>
        Assert.Equal(expected, WorkerCount.For(asked, runsLeft, cpus, minutes is { } known ? TimeSpan.FromMinutes(known) : null));

    [Fact]
    public void Numbers_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerCount.For(0, 1, 1, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerCount.For(1, -1, 1, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerCount.For(1, 1, 0, null));
    }
}

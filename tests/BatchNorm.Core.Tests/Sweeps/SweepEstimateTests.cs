using BatchNorm.Experiments;

namespace BatchNorm.Sweeps;

public class SweepEstimateTests
{
    [Fact]
    public void Where_nothing_is_done_nobody_knows()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(2));

        Assert.Null(SweepEstimate.Of(sweep.Folder, sweep.Status));
    }

    [Fact]
    public void What_is_left_takes_as_long_a_step_as_what_is_done()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(3));
        SweepCell first = sweep.Folder.Cells().First();
        new SweepWorker(sweep.Folder, MadeSweep.Digits, MadeSweep.Impatient, new HashSet<string> { first.Key }).Run(TestContext.Current.CancellationToken);
        BatchNormComparison done = sweep.Folder.TryReadComparison(first)!;

        TimeSpan estimate = Assert.IsType<TimeSpan>(SweepEstimate.Of(sweep.Folder, sweep.Status));

        TimeSpan ofOne = done.WithoutBatchNorm.Duration + done.WithBatchNorm.Duration;
        Assert.Equal(2 * ofOne.TotalSeconds, estimate.TotalSeconds, 1e-3); // of two more like it
    }

    [Fact]
    public void Where_all_is_done_nothing_is_left()
    {
        using var sweep = new MadeSweep(MadeSweep.Seeds(1));
        sweep.Work();

        Assert.Equal(TimeSpan.Zero, SweepEstimate.Of(sweep.Folder, sweep.Status));
    }
}

using BatchNorm.Training;

namespace BatchNorm.Plotting;

public class RunGroupTests
{
    [Fact]
    public void Runs_that_differ_in_nothing_but_the_seed_are_one_group()
    {
        TrainingRun[] runs = [.. MadeUpRuns.Seeds(true, 3), .. MadeUpRuns.Seeds(false, 2), MadeUpRuns.Run(true) with { Seed = 9 }];

        IReadOnlyList<RunGroup> groups = RunGroup.By(runs);

        Assert.Equal([4, 2], groups.Select(group => group.Count));
        Assert.Equal([1, 2, 3, 9], groups[0].Runs.Select(run => run.Seed));
    }

    [Fact]
    public void Any_other_setting_sets_runs_apart()
    {
        TrainingRun run = MadeUpRuns.Run(true);
        TrainingRun[] others =
        [
            run with { UseBatchNorm = false }, run with { Name = "mine" }, run with { LearningRate = 1 }, run with { WeightScale = 5 },
            run with { BatchSize = 30 }, run with { TrainingBatches = 7 }, run with { HiddenLayer = "100" }, run with { Dataset = "Synthetic" },
            run with { Activation = Networks.Activation.Tanh }, run with { Engine = Engines.EngineKind.Simd },
        ];

        Assert.Equal(others.Length + 1, RunGroup.By([run, .. others]).Count);
    }

    [Fact]
    public void Runs_sampled_at_different_steps_are_refused_with_what_to_do()
    {
        TrainingRun run = MadeUpRuns.Run(true);
        TrainingRun rarely = run with { Seed = 2, BatchesPerSample = 100, Samples = [.. run.Samples.Where(sample => sample.Step % 100 == 0)] };

        var error = Assert.Throws<PlotException>(() => RunGroup.By([run, rarely]));

        Assert.Contains("seed 1 has 40 samples from step 0 to 1950, seed 2 20 samples from step 0 to 1900", error.Message);
        Assert.Contains("-BatchesPerSample", error.Message);
    }
}

using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

public class ComparisonRunnerTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    private static readonly PublishedExperiment Quick = new()
    {
        HiddenLayer = "12,8",
        WeightScale = 0.3,
        LearningRate = 0.1, TrainingBatches = 40, BatchesPerSample = 10, BatchSize = 20,
    };

    /// <summary>Its weights are more than an array can hold: no settings are wrong, and the training of each network fails.</summary>
    private const string TooWide = "2000000000";

    [Fact]
    public void Both_networks_are_computed_by_the_same_engine_where_one_cannot_compute_both()
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        PublishedExperiment torch = Quick with { Implementation = BatchNormImplementation.Layer };

        BatchNormComparison comparison = Assert.Single(Run([torch], threads: 2));

        Assert.Equal((EngineKind.Torch, EngineKind.Torch), (comparison.WithoutBatchNorm.Engine, comparison.WithBatchNorm.Engine));
    }

    [Fact]
    public void The_runs_differ_in_batch_normalization_only()
    {
        BatchNormComparison comparison = Assert.Single(Run([Quick], threads: 2));

        Assert.False(comparison.WithoutBatchNorm.UseBatchNorm);
        Assert.True(comparison.WithBatchNorm.UseBatchNorm);
        Assert.Equal(
            Settings(comparison.WithoutBatchNorm),
            Settings(comparison.WithBatchNorm));

        static object Settings(TrainingRun run) =>
            (run.Activation, run.HiddenLayer, run.LearningRate, run.WeightScale, run.Seed, run.BatchSize, run.TrainingBatches, run.BatchesPerSample, run.Dataset, run.Engine);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Networks_trained_side_by_side_are_bit_identical_to_networks_trained_alone(int threads)
    {
        PublishedExperiment[] grid =
        [
            .. from rate in (double[])[0.1, 0.5]
               from seed in (int[])[1, 2]
               select Quick with { LearningRate = rate, Seed = seed },
        ];

        List<BatchNormComparison> comparisons = Run(grid, threads, keepNetworks: true);

        Assert.Equal(grid.Length, comparisons.Count);
        foreach (TrainingRun run in comparisons.SelectMany(c => new[] { c.WithoutBatchNorm, c.WithBatchNorm }))
        {
            using NeuralNet alone = MadeNetworks.Net(run.UseBatchNorm, weightScale: 0.3, seed: run.Seed);
            Trainer.Train(
                alone, Digits, Quick with { LearningRate = run.LearningRate, Seed = run.Seed },
                cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(alone.ReadParameters().AllValues(), run.Network!.ReadParameters().AllValues());
            run.Network.Dispose();
        }
    }

    [Fact]
    public void Both_networks_start_from_the_same_weights()
    {
        // One batch at a rate that hardly moves anything.
        PublishedExperiment one = Quick with { TrainingBatches = 1, LearningRate = 1e-30 };

        BatchNormComparison comparison = Assert.Single(Run([one], threads: 2, keepNetworks: true));

        IReadOnlyList<LayerParameters> without = comparison.WithoutBatchNorm.Network!.ReadParameters().Layers();
        IReadOnlyList<LayerParameters> with = comparison.WithBatchNorm.Network!.ReadParameters().Layers();
        for (int layer = 0; layer < without.Count; layer++)
            Assert.Equal(without[layer].Weight.Values, with[layer].Weight.Values);
    }

    [Fact]
    public void That_the_runs_are_paired_shows_in_their_hashes()
    {
        BatchNormComparison comparison = Assert.Single(Run([Quick], threads: 2));

        Assert.True(comparison.IsPaired);
        Assert.Equal(64, comparison.InitialWeightsHash.Length);
        Assert.Equal(64, comparison.BatchOrderHash.Length);
        Assert.All([comparison.WithoutBatchNorm, comparison.WithBatchNorm], run => Assert.Equal(
            (comparison.InitialWeightsHash, comparison.BatchOrderHash), (run.InitialWeightsHash, run.BatchOrderHash)));
    }

    [Fact]
    public void Another_seed_has_other_weights_and_other_batches()
    {
        List<BatchNormComparison> comparisons = Run([Quick, Quick with { Seed = 2 }], threads: 1);

        Assert.NotEqual(comparisons[0].InitialWeightsHash, comparisons[1].InitialWeightsHash);
        Assert.NotEqual(comparisons[0].BatchOrderHash, comparisons[1].BatchOrderHash);
    }

    [Theory]
    [InlineData("w", "other")]
    [InlineData("other", "b")]
    [InlineData("", "")] // runs that an earlier version saved say nothing of either
    public void Runs_that_do_not_agree_in_both_hashes_are_not_paired(string weights, string order)
    {
        var with = new TrainingRun { InitialWeightsHash = "w", BatchOrderHash = "b", UseBatchNorm = true };
        if (weights.Length == 0)
            with = with with { InitialWeightsHash = "", BatchOrderHash = "" };
        TrainingRun without = with with { InitialWeightsHash = weights, BatchOrderHash = order, UseBatchNorm = false };

        Assert.False(BatchNormComparison.Of(without, with).IsPaired);
    }

    [Fact]
    public void Comparisons_hold_no_networks_unless_asked_for()
    {
        BatchNormComparison comparison = Assert.Single(Run([Quick], threads: 2));

        Assert.Null(comparison.WithoutBatchNorm.Network);
        Assert.Null(comparison.WithBatchNorm.Network);
    }

    [Fact]
    public void An_experiment_that_does_not_fit_the_data_is_refused_when_it_is_queued()
    {
        using var pool = new TrainingPool<BatchNormComparison>(1);
        var runner = new ComparisonRunner(pool, Digits, keepNetworks: false);

        Assert.Throws<ArgumentException>(() => runner.Add(Quick with { BatchSize = 601 }));
    }

    [Fact]
    public void An_experiment_that_fails_is_one_error_and_the_others_go_on()
    {
        using var pool = new TrainingPool<BatchNormComparison>(1);
        var runner = new ComparisonRunner(pool, Digits, keepNetworks: false);
        runner.Add(Quick with { HiddenLayer = TooWide });
        runner.Add(Quick);
        pool.CompleteAdding();

        List<TrainingOutcome<BatchNormComparison>> outcomes = pool.TakeAll();

        Assert.Equal(2, outcomes.Count);
        Assert.Single(outcomes, outcome => outcome.Error is not null);
        Assert.Single(outcomes, outcome => outcome.Result is not null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Comparisons_and_errors_come_in_the_order_of_the_grid(int threads)
    {
        using var pool = new TrainingPool<BatchNormComparison>(threads);
        var runner = new ComparisonRunner(pool, Digits, keepNetworks: false);
        for (int i = 0; i < 12; i++)
        {
            runner.Add(Quick with
            {
                HiddenLayer = i % 4 == 2 ? TooWide : "12,8",
                Seed = i, TrainingBatches = i % 3 == 0 ? 150 : 1,
            });
        }

        pool.CompleteAdding();

        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => i % 4 == 2 ? -1 : i),
            pool.TakeAll().Select(outcome => outcome.Result?.Seed ?? -1));
    }

    private static List<BatchNormComparison> Run(IEnumerable<PublishedExperiment> experiments, int threads, bool keepNetworks = false)
    {
        using var pool = new TrainingPool<BatchNormComparison>(threads);
        var runner = new ComparisonRunner(pool, Digits, keepNetworks);
        foreach (PublishedExperiment experiment in experiments)
            runner.Add(experiment);
        pool.CompleteAdding();
        return [.. pool.TakeAll().Select(outcome => outcome.Result!)];
    }
}

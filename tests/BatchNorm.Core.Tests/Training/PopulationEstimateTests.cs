using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>Population statistics taken anew, against what mini-batches are normalized with.</summary>
public class PopulationEstimateTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly Experiment Settings = new() { LearningRate = 0.1, BatchesPerSample = 100, BatchSize = 20 };

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings> Normalized =>
        [.. from made in MadeSituations.All where made.BatchNorm is not null select (made.Shape, made.Engine, made.BatchNorm)];

    /// <summary>What reads in order reads each image with noise of its own.</summary>
    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings> WithoutNoise =>
    [
        .. from made in MadeSituations.All
           where made.BatchNorm is not null && (made.Shape.Architecture != Architecture.Recurrent || made.Shape.Permuted is true)
           select (made.Shape, made.Engine, made.BatchNorm),
    ];

    [Theory]
    [MemberData(nameof(WithoutNoise))]
    public void Of_all_images_in_one_batch_they_are_what_this_batch_is_normalized_with(ExperimentSettings shape, EngineKind engine, BatchNormSettings batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet net = Trained(shape, batchNorm, engine, batches: 8);

        PopulationEstimate.Renew(net, Digits, batches: 1, batchSize: 150, seed: 5, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Logits(net, StatisticsSource.Batch), Logits(net, StatisticsSource.Population), (one, other) => Math.Abs(one - other) <= 1e-4 * Math.Max(1, Math.Abs(one)));
    }

    [Fact]
    public void A_network_whose_population_update_was_skipped_gets_statistics_too()
    {
        using NeuralNet net = Trained(new() { HiddenLayer = "8,6" }, new() { SkipPopulationUpdate = true }, EngineKind.Simd, batches: 8);
        float[] withoutUpdate = Logits(net, StatisticsSource.Population);

        PopulationEstimate.Renew(net, Digits, batches: 1, batchSize: 150, seed: 5, cancellation: TestContext.Current.CancellationToken);

        float[] batch = Logits(net, StatisticsSource.Batch);
        Assert.Equal(batch, Logits(net, StatisticsSource.Population), (one, other) => Math.Abs(one - other) <= 1e-4);
        Assert.NotEqual(batch, withoutUpdate, (one, other) => Math.Abs(one - other) <= 0.1);
    }

    /// <summary>The first layer's inputs are the images themselves, so that an epoch's mini-batches have all their mean together, and of their variance what is not between them.</summary>
    [Theory]
    [InlineData(EngineKind.Simd)]
    [InlineData(EngineKind.Torch)]
    public void Over_an_epoch_they_are_the_mean_of_its_batches(EngineKind engine)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet whole = Trained(new() { HiddenLayer = "8,6" }, new(), engine, batches: 8), parts = Trained(new() { HiddenLayer = "8,6" }, new(), engine, batches: 8);

        PopulationEstimate.Renew(whole, Digits, batches: 1, batchSize: 150, seed: 5, cancellation: TestContext.Current.CancellationToken);
        PopulationEstimate.Renew(parts, Digits, batches: 15, batchSize: 10, seed: 5, cancellation: TestContext.Current.CancellationToken);

        NormalizationParameters ofWhole = First(whole), ofParts = First(parts);
        Assert.Equal(ofWhole.PopulationMean, ofParts.PopulationMean, (one, other) => Math.Abs(one - other) <= 1e-5);
        // E[var of n] = (1 - 1/n) var without putting back, all but: 0.9 of it here.
        Assert.All(ofParts.PopulationVariance.Zip(ofWhole.PopulationVariance, (part, all) => part / all), share => Assert.InRange(share, 0.75, 1.0));
        Assert.InRange(ofParts.PopulationVariance.Zip(ofWhole.PopulationVariance, (part, all) => part / all).Average(), 0.85, 0.95);

        static NormalizationParameters First(NeuralNet net) => net.ReadParameters().Layers()[0].Normalization!;
    }

    [Theory]
    [MemberData(nameof(Normalized))]
    public void Trained_further_the_network_goes_on_as_it_would_have(ExperimentSettings shape, EngineKind engine, BatchNormSettings batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet renewed = Trained(shape, batchNorm, engine, batches: 4), whole = Trained(shape, batchNorm, engine, batches: 4);

        PopulationEstimate.Renew(renewed, Digits, batches: 2, batchSize: 20, seed: 5, cancellation: TestContext.Current.CancellationToken);
        TrainingRun after = Train(renewed, 4), goneOn = Train(whole, 4);

        Assert.Equal((goneOn.FirstBatch, goneOn.BatchOrderHash), (after.FirstBatch, after.BatchOrderHash));
        Assert.Equal(Learned(whole), Learned(renewed));
        Assert.NotEqual(whole.ReadParameters().AllValues(), renewed.ReadParameters().AllValues());

        static IEnumerable<float> Learned(NeuralNet net) =>
            net.Definition.Tensors.Zip(net.ReadParameters().Tensors).Where(pair => pair.First.IsLearned).SelectMany(pair => pair.Second.Values);
    }

    [Fact]
    public void Cancelled_the_network_stays_as_it_is()
    {
        using NeuralNet net = Trained(new() { HiddenLayer = "8,6" }, new(), EngineKind.Simd, batches: 4);
        float[] before = [.. net.ReadParameters().AllValues()];
        using var cancelled = new CancellationTokenSource();
        var told = new List<int>();

        Assert.Throws<OperationCanceledException>(() => PopulationEstimate.Renew(
            net,
            Digits,
            batches: 9,
            batchSize: 20,
            seed: 5,
            done =>
            {
                told.Add(done);
                if (done == 3)
                    cancelled.Cancel();
            },
            cancelled.Token));

        Assert.Equal([1, 2, 3], told);
        Assert.Equal(before, net.ReadParameters().AllValues());
        Assert.Equal(4, Train(net, 2).FirstBatch); // its turn is over
    }

    [Fact]
    public void What_normalizes_nothing_is_refused()
    {
        using NeuralNet plain = MadeNetworks.Net(batchNorm: false);

        ArgumentException error = Assert.Throws<ArgumentException>(() => PopulationEstimate.Renew(plain, Digits, batches: 1, batchSize: 20, seed: 5, cancellation: TestContext.Current.CancellationToken));

        Assert.StartsWith("'Without Batch Norm' normalizes nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_images_a_batch_than_there_are_are_refused()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        ArgumentException error = Assert.Throws<ArgumentException>(() => PopulationEstimate.Renew(net, Digits, batches: 1, batchSize: 151, seed: 5, cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("A batch of 151 images is larger than the training set", error.Message, StringComparison.Ordinal);
    }

    private static NeuralNet Trained(ExperimentSettings shape, BatchNormSettings batchNorm, EngineKind engine, int batches)
    {
        NeuralNet net = MadeNetworks.Net(shape, batchNorm, engine);
        Train(net, batches);
        return net;
    }

    private static TrainingRun Train(NeuralNet net, int batches) =>
        Trainer.Train(net, Digits, Settings with { TrainingBatches = batches }, cancellation: TestContext.Current.CancellationToken);

    private static float[] Logits(NeuralNet net, StatisticsSource statistics) => net.Read(network =>
    {
        var logits = new float[150 * 10];
        network.Infer(Digits.Training, 0, 150, statistics, logits);
        return logits;
    });
}

using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using CsCheck;

namespace BatchNorm.Training;

/// <summary>A network trained in pieces is the network trained in one go, to the bit.</summary>
public class ContinuedTrainingTests
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 150, validation: 20, test: 20);

    private static readonly Experiment Settings = new() { LearningRate = 0.1, BatchesPerSample = 3, BatchSize = 20 };

    private static readonly ExperimentSettings Small = new() { HiddenLayer = "8,6" };

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?> Networks => [.. MadeSituations.All];

    public static TheoryData<ExperimentSettings, EngineKind, BatchNormSettings?, OptimizerKind> Trainings => [.. MadeSituations.WithEveryOptimizer];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void In_pieces_and_in_one_go_a_network_ends_with_the_same_bits(
        ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm, OptimizerKind optimizer)
    {
        MadeSituations.SkipWithoutTorch(engine);
        Experiment settings = Settings with { Optimizer = optimizer };
        using NeuralNet whole = MadeNetworks.Net(shape, batchNorm, engine);
        using NeuralNet pieces = MadeNetworks.Net(shape, batchNorm, engine);

        string hash = Train(whole, 17, settings).FinalParametersHash; // more than two epochs of 7.5 batches
        TrainingRun[] runs = [Train(pieces, 1, settings), Train(pieces, 8, settings), Train(pieces, 5, settings), Train(pieces, 3, settings)];

        Assert.Equal(hash, runs[^1].FinalParametersHash);
        Assert.Equal([0, 1, 9, 14], runs.Select(run => run.FirstBatch));
        Assert.Equal(4, runs.Select(run => run.BatchOrderHash).Distinct().Count());
    }

    [Fact]
    public void Forty_times_ten_batches_are_four_hundred()
    {
        using NeuralNet whole = MadeNetworks.Net(batchNorm: true);
        using NeuralNet pieces = MadeNetworks.Net(batchNorm: true);

        TrainingRun once = Train(whole, 400);
        TrainingRun[] runs = [.. Enumerable.Range(0, 40).Select(_ => Train(pieces, 10))];

        Assert.Equal(once.FinalParametersHash, runs[^1].FinalParametersHash);
        Assert.Equal(once.TestAccuracy, runs[^1].TestAccuracy);
        Assert.Equal(40, runs.Select(run => run.BatchOrderHash).Distinct().Count());
    }

    [Fact]
    public void Wherever_a_training_is_cut_the_bits_are_the_same() =>
        Gen.Select(Gen.Int[1, 15].Array[1, 6], Gen.Int[1, 70], Gen.Bool).Sample(
            (pieces, batchSize, batchNorm) =>
            {
                using NeuralNet whole = MadeNetworks.Net(Small, batchNorm ? new BatchNormSettings() : null);
                using NeuralNet cut = MadeNetworks.Net(Small, batchNorm ? new BatchNormSettings() : null);
                Experiment settings = Settings with { BatchSize = batchSize };

                string hash = Train(whole, pieces.Sum(), settings).FinalParametersHash;

                string[] hashes = [.. pieces.Select(batches => Train(cut, batches, settings).FinalParametersHash)];
                Assert.Equal(hash, hashes[^1]);
            },
            iter: 60);

    [Fact]
    public void Batches_of_another_size_go_on_at_the_image_where_the_order_stands()
    {
        using NeuralNet net = MadeNetworks.Net(Small, new BatchNormSettings());
        Train(net, 11, Settings with { BatchSize = 7 });

        TrainingRun run = Train(net, 5, Settings with { BatchSize = 13 });

        Assert.Equal(OrderHash(seed: 1, taken: 77, images: 65), run.BatchOrderHash);
    }

    [Fact]
    public void Another_seed_or_other_data_begin_their_order()
    {
        Dataset others = MadeDigits.Create(training: 150, validation: 20, test: 20, seed: 8);
        using NeuralNet net = MadeNetworks.Net(Small, new BatchNormSettings());
        Train(net, 3);

        TrainingRun otherSeed = Train(net, 2, Settings with { Seed = 2 });
        TrainingRun otherData = Train(net, 2, Settings with { Seed = 2 }, others);
        TrainingRun again = Train(net, 2, Settings with { Seed = 2 }, others);

        Assert.Equal(OrderHash(seed: 2, taken: 0, images: 40), otherSeed.BatchOrderHash);
        Assert.Equal(OrderHash(seed: 2, taken: 0, images: 40), otherData.BatchOrderHash);
        Assert.Equal(OrderHash(seed: 2, taken: 40, images: 40), again.BatchOrderHash);
        Assert.Equal(7, again.FirstBatch);
    }

    [Fact]
    public void Data_of_another_name_with_the_same_images_are_the_same_data()
    {
        using NeuralNet net = MadeNetworks.Net(Small, new BatchNormSettings());
        Train(net, 2);

        TrainingRun run = Train(net, 2, Settings, Digits with { Name = "The same" });

        Assert.Equal(OrderHash(seed: 1, taken: 40, images: 40), run.BatchOrderHash);
    }

    [Fact]
    public void A_cancelled_training_stands_where_it_stopped()
    {
        using NeuralNet whole = MadeNetworks.Net(Small, new BatchNormSettings());
        using NeuralNet cancelled = MadeNetworks.Net(Small, new BatchNormSettings());
        string hash = Train(whole, 20).FinalParametersHash;
        using var stop = new StopAfter(9);

        Assert.Throws<OperationCanceledException>(() => Trainer.Train(
            cancelled, Digits, Settings with { TrainingBatches = 1000 }, stop, stop.Cancellation));
        TrainingRun rest = Train(cancelled, 11);

        Assert.Equal(9, rest.FirstBatch);
        Assert.Equal(hash, rest.FinalParametersHash);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Tests_traces_and_readings_in_between_change_nothing(ExperimentSettings shape, EngineKind engine, BatchNormSettings? batchNorm)
    {
        MadeSituations.SkipWithoutTorch(engine);
        using NeuralNet plain = MadeNetworks.Net(shape, batchNorm, engine);
        using NeuralNet looked = MadeNetworks.Net(shape, batchNorm, engine);
        bool canTrace = shape.Architecture != Architecture.Recurrent;
        Train(plain, 8, Settings with { BatchesPerSample = 100 });
        Train(plain, 4, Settings with { BatchesPerSample = 100, BatchSize = 11 });

        Train(looked, 3, Settings with { TraceActivation = canTrace, BatchesPerSample = 1 });
        looked.ReadParameters();
        looked.Test(Digits, new() { IndividualPredictions = 3, Statistics = StatisticsSource.Batch }, TestContext.Current.CancellationToken);
        Train(looked, 5, Settings with { TraceActivation = canTrace, BatchesPerSample = 1 });
        looked.Test(Digits, new() { IndividualPredictions = 3 }, TestContext.Current.CancellationToken);
        Train(looked, 4, Settings with { BatchSize = 11 });

        Assert.Equal(plain.ReadParameters().AllValues(), looked.ReadParameters().AllValues());
    }

    private static TrainingRun Train(NeuralNet net, int batches, Experiment? settings = null, Dataset? dataset = null) => Trainer.Train(
        net, dataset ?? Digits, (settings ?? Settings) with { TrainingBatches = batches }, cancellation: TestContext.Current.CancellationToken);

    private static string OrderHash(int seed, int taken, int images)
    {
        var indices = new int[taken + images];
        new BatchOrder(Digits.Training.Count, seed).Next(indices);
        using var hash = new NumberHash();
        hash.Append(indices.AsSpan(taken));
        return hash.Finish();
    }
}

using System.Security.Cryptography;
using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Settings;

namespace BatchNorm.Training;

public class NumberHashTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    private static readonly Experiment Settings = new()
    {
        LearningRate = 0.1,
        TrainingBatches = 25,
        BatchesPerSample = 10,
        BatchSize = 50, // so that the 600 images make two epochs and a batch
    };

    [Fact]
    public void Numbers_hash_as_their_little_endian_bytes() // Python: hashlib.sha256(struct.pack('<4f', 1, -2, 0.5, 0.1)).hexdigest()
    {
        using var hash = new NumberHash();

        hash.Append([1f, -2f]);
        hash.Append([0.5f, 0.1f]);
        Assert.Equal("b1443250f0986c3645138658522777dbbacdd794e739a93442b88a9cf6d43659", hash.Finish());

        hash.Append([0, 1, -1, 54999]); // struct.pack('<4i', 0, 1, -1, 54999)
        Assert.Equal("82095c9f9daaa9856ebf9981b6b724130617896816ec66260c85d27b5121d93a", hash.Finish());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_hashes_the_weights_it_started_from(bool batchNorm)
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm);
        byte[] weights = [.. MadeNetworks.Draw(MadeNetworks.Define(batchNorm)).Matrices
            .SelectMany(matrix => matrix.Values.ToArray())
            .SelectMany(BitConverter.GetBytes)];

        TrainingRun run = Train(net, Settings);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(weights)), run.InitialWeightsHash);
    }

    [Fact]
    public void A_run_hashes_the_images_of_every_batch_in_their_order()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);
        var visited = new int[25 * 50];
        new BatchOrder(Digits.Training.Count, seed: 1).Next(visited);

        TrainingRun run = Train(net, Settings);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. visited.SelectMany(BitConverter.GetBytes)])), run.BatchOrderHash);
    }

    [Fact]
    public void A_network_trained_on_starts_from_other_weights_and_goes_on_in_its_order()
    {
        using NeuralNet net = MadeNetworks.Net(batchNorm: true);

        TrainingRun first = Train(net, Settings);
        TrainingRun second = Train(net, Settings);

        Assert.NotEqual(first.InitialWeightsHash, second.InitialWeightsHash);
        Assert.NotEqual(first.BatchOrderHash, second.BatchOrderHash);
    }

    [Fact]
    public void Another_seed_or_one_batch_more_is_another_order()
    {
        Experiment[] all = [Settings, Settings with { Seed = 2 }, Settings with { TrainingBatches = 26 }];

        string[] hashes = [.. all.Select(settings =>
        {
            using NeuralNet net = MadeNetworks.Net(batchNorm: false);
            return Train(net, settings).BatchOrderHash;
        })];

        Assert.Equal(3, hashes.Distinct().Count());
    }

    private static TrainingRun Train(NeuralNet net, Experiment settings) =>
        Trainer.Train(net, Digits, settings, cancellation: TestContext.Current.CancellationToken);
}

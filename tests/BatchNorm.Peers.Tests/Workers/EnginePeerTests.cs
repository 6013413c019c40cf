using BatchNorm.Data;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Workers;

public sealed class EnginePeerTests
{
    private static readonly Experiment Small = new() { HiddenLayer = "8", LearningRate = 0.5, BatchSize = 10, TrainingBatches = 60 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_engine_trains_and_tests_the_network_that_is_asked_for(bool useBatchNorm)
    {
        var peer = new EnginePeer(EngineKind.Simd, Stripes());
        using ITrainee trainee = peer.Create(Small, useBatchNorm);
        double lossBefore = trainee.Test(20).Loss;
        for (int step = 0; step < Small.TrainingBatches; step++)
            trainee.Step();
        (double accuracy, double loss) = trainee.Test(20);

        Assert.True(loss < 0.5 * lossBefore, $"The loss was {lossBefore} and is {loss}.");
        Assert.True(accuracy > 0.9, $"The accuracy is {accuracy}.");
    }

    [Fact]
    public void An_engine_refuses_what_it_does_not_have() =>
        Assert.Throws<NotSupportedException>(() => new EnginePeer(EngineKind.Simd, Stripes())
            .Create(Small with { Implementation = BatchNormImplementation.Layer }, useBatchNorm: true));

    [Fact]
    public void An_engine_trains_both_networks_of_a_pair()
    {
        (double without, double with) = new EnginePeer(EngineKind.Simd, Stripes()).TrainPair(Small);

        Assert.True(without > 0.9, $"The accuracy without batch normalization is {without}.");
        Assert.True(with > 0.9, $"The accuracy with it is {with}.");
    }

    /// <summary>Images of 4 x 4, half of them with the upper and half of them with the lower half white.</summary>
    private static Dataset Stripes()
    {
        byte[] labels = [.. Enumerable.Range(0, 40).Select(image => (byte)(image % 2))];
        byte[] pixels = [.. labels.SelectMany(label => Enumerable.Range(0, 16).Select(pixel => (byte)(pixel / 8 == label ? 255 : pixel)))];
        var images = new ImageSet(4, 4, pixels, labels);
        return new Dataset("Stripes", images, images, images);
    }
}

using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Core.Tests.Storage;

/// <summary>What the files of networks that are not fully connected hold, and what is refused in them.</summary>
public sealed class OtherArchitecturesTests : IDisposable
{
    private static readonly Dataset Digits = MadeDigits.Create(training: 60, validation: 20, test: 20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ExperimentSettings, BatchNormSettings?> Shapes => new()
    {
        { Recurrent, null },
        { Recurrent, new BatchNormSettings { Epsilon = 0.01, Decay = 0.5 } },
        { Recurrent with { PixelByPixel = false, Permuted = true }, new BatchNormSettings() },
        { Recurrent with { PixelByPixel = true, Permuted = false }, new BatchNormSettings() },
        { Convolutional, null },
        { Convolutional, new BatchNormSettings { Epsilon = 0.01, Decay = 0.5 } },
        { Convolutional with { HiddenLayer = "" }, new BatchNormSettings { Placement = BatchNormPlacement.AfterActivation } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_trained_network_comes_back_to_the_last_bit(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        NetworkDefinition definition = shape.Define(new ImageShape(6, 6), 10, Activation.Tanh, batchNorm);
        using var net = new NeuralNet(null, definition.Draw(0.3, seed: 1), 0.3, 1, new TorchEngine());
        Trainer.Train(
            net, Digits, new Experiment { TrainingBatches = 5, BatchesPerSample = 5, BatchSize = 10 },
            cancellation: TestContext.Current.CancellationToken);
        string path = _folder.UniquePath();

        NetworkFile.Save(path, SavedNetwork.Of(net));
        SavedNetwork loaded = NetworkFile.Load(path);

        SavedNetworks.AssertSame(SavedNetwork.Of(net), loaded);
        Assert.Equal(net.Definition.ToString(), loaded.Parameters.Definition.ToString());
        using NeuralNet restored = loaded.ToNeuralNet(new TorchEngine());
        foreach (StatisticsSource statistics in Enum.GetValues<StatisticsSource>())
            Assert.Equal(Logits(net, statistics), Logits(restored, statistics));
    }

    [Theory]
    [InlineData("\"rows\":\"6\"", "8", "'layers.2.weight' to be")]
    [InlineData("\"rows\":\"6\"", "-6", "rows")]
    [InlineData("\"columns\":\"6\"", "0", "columns")]
    [InlineData("\"columns\":\"6\"", "100000000", "'layers.2.weight' to be")]
    [InlineData("\"columns\":\"6\"", "2147483647", "more than fit into memory")]
    [InlineData("\"rows\":\"6\"", "six", "a whole number")]
    [InlineData("\"feature_maps\":\"2,3\"", "2,-3", "featureMaps")]
    [InlineData("\"feature_maps\":\"2,3\"", "", "at least one convolution")]
    [InlineData("\"feature_maps\":\"2,3\"", "2147483647,2147483647", "more than fit into memory")]
    [InlineData("\"feature_maps\":\"2,3\"", "2,2147483647", "more than fit into memory")]
    [InlineData("\"feature_maps\":\"2,3\"", "2,3,4", "too small for 3 convolutions")]
    [InlineData("\"feature_maps\":\"2,3\"", "3,3", "'layers.0.weight' to be [9, 3], but in the file it is [9, 2]")]
    [InlineData("\"kernel_size\":\"3\"", "4", "odd number")]
    [InlineData("\"kernel_size\":\"3\"", "2147483647", "odd number")]
    [InlineData("\"kernel_size\":\"3\"", "5", "'layers.0.weight' to be [25, 2]")]
    [InlineData("\"hidden_layer\":\"5\"", "5,5", "needs more than")]
    [InlineData("\"hidden_layer\":\"5\"", "", "but the file has")]
    [InlineData("\"hidden_layer\":\"5\"", "2147483647", "[3, 2147483647]")]
    [InlineData("\"outputs\":\"10\"", "0", "outputs")]
    [InlineData("\"architecture\":\"Convolutional\"", "FullyConnected", "needs")]
    [InlineData("\"architecture\":\"Convolutional\"", "convolutional", "would have written")]
    public void A_convolutional_networks_damaged_metadata_is_refused(string entry, string value, string reason) =>
        AssertChangeRefused(Convolutional, entry, $"{entry[..entry.IndexOf(':', StringComparison.Ordinal)]}:\"{value}\"", reason);

    [Theory]
    [InlineData("rows")]
    [InlineData("columns")]
    [InlineData("feature_maps")]
    [InlineData("kernel_size")]
    [InlineData("hidden_layer")]
    [InlineData("outputs")]
    public void A_convolutional_networks_metadata_with_a_key_missing_is_refused(string key) =>
        AssertChangeRefused(Convolutional, $"\"{key}\":", $"\"not {key}\":", $"lacks '{key}'");

    [Theory]
    [InlineData("\"rows\":\"6\"", "7", "'input.population_mean' to be [42, 16]")]
    [InlineData("\"rows\":\"6\"", "100000000", "more than fits into memory")]
    [InlineData("\"columns\":\"6\"", "2147483647", "more than fit into memory")]
    [InlineData("\"hidden_layer\":\"4\"", "0", "1 to 1000 units")]
    [InlineData("\"hidden_layer\":\"4\"", "2147483647", "1 to 1000 units")]
    [InlineData("\"hidden_layer\":\"4\"", "5", "'input.weight' to be [1, 20], but in the file it is [1, 16]")]
    [InlineData("\"hidden_layer\":\"4\"", "4,4", "one hidden layer")]
    [InlineData("\"outputs\":\"10\"", "-1", "outputs")]
    [InlineData("\"pixel_by_pixel\":\"True\"", "False", "'input.weight' to be [6, 16]")]
    [InlineData("\"pixel_by_pixel\":\"True\"", "true", "would have written")]
    [InlineData("\"permuted\":\"True\"", "yes", "neither True nor False")]
    [InlineData("\"placement\":\"BeforeActivation\"", "AfterActivation", "has its place and its form")]
    public void A_recurrent_networks_damaged_metadata_is_refused(string entry, string value, string reason) =>
        AssertChangeRefused(Recurrent, entry, $"{entry[..entry.IndexOf(':', StringComparison.Ordinal)]}:\"{value}\"", reason);

    [Theory]
    [InlineData("rows")]
    [InlineData("columns")]
    [InlineData("hidden_layer")]
    [InlineData("outputs")]
    [InlineData("pixel_by_pixel")]
    [InlineData("permuted")]
    public void A_recurrent_networks_metadata_with_a_key_missing_is_refused(string key) =>
        AssertChangeRefused(Recurrent, $"\"{key}\":", $"\"not {key}\":", $"lacks '{key}'");

    private static ExperimentSettings Recurrent { get; } =
        ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "4", PixelByPixel = true, Permuted = true };

    private static ExperimentSettings Convolutional { get; } =
        ExperimentSettings.Usual(Architecture.Convolutional) with { FeatureMaps = "2,3", KernelSize = 3, HiddenLayer = "5" };

    private void AssertChangeRefused(ExperimentSettings shape, string old, string @new, string reason)
    {
        string path = _folder.UniquePath();
        NetworkDefinition definition = shape.Define(new ImageShape(6, 6), 10, Activation.Tanh, new BatchNormSettings());
        NetworkFile.Save(path, new SavedNetwork
        {
            Parameters = definition.Draw(0.3, seed: 1),
            Name = "A network",
            WeightScale = 0.3,
            Seed = 1,
            Engine = EngineKind.Torch,
            TrainedBatches = 0,
        });
        string changed = _folder.Write(SafetensorsBytes.WithHeader(File.ReadAllBytes(path), old, @new));

        var refusal = Assert.Throws<StorageException>(() => NetworkFile.Load(changed));

        Assert.Contains(reason, refusal.Reason);
    }

    private static float[] Logits(NeuralNet net, StatisticsSource statistics)
    {
        var logits = new float[Digits.Test.Count * 10];
        return net.Read(
            network =>
            {
                network.Infer(Digits.Test, 0, Digits.Test.Count, statistics, logits);
                return logits;
            },
            TestContext.Current.CancellationToken);
    }
}

using BatchNorm.Data;
using BatchNorm.Engines.Simd;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>What activation functions receive: by hand, and the engines against each other.</summary>
public class TraceActivationsTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<EngineKind> Engines => [EngineKind.Simd, EngineKind.Torch];

    // x = (1, 0) and (0, 1), W = ((2, 10), (4, 30)): the second unit has z = 10 and 30
    [Theory]
    [MemberData(nameof(Engines))]
    public void Without_batch_normalization_it_is_the_product_and_the_bias(EngineKind engine)
    {
        using INetwork network = Create(engine, null, new LayerParameters(new Matrix(2, 2, [2, 10, 4, 30]), [0, -3], null));

        Assert.Equal([7, 27], Trace(network, TwoImages, unit: 1));
    }

    // mean 20, variance 100: x^ = -+10 / sqrt(100.001), times gamma 3, plus beta 1
    [Theory]
    [MemberData(nameof(Engines))]
    public void With_batch_normalization_it_is_normalized_with_the_images_statistics_scaled_and_shifted(EngineKind engine)
    {
        using INetwork network = Create(engine, new BatchNormSettings { Epsilon = 0.001 }, new LayerParameters(
            new Matrix(2, 2, [2, 10, 4, 30]), null, new NormalizationParameters([1, 3], [0, 1], [50, 50], [9, 9])));

        float[] inputs = Trace(network, TwoImages, unit: 1);

        double normalized = 10 / Math.Sqrt(100.001);
        Assert.Equal(1 - 3 * normalized, inputs[0], 1e-5);
        Assert.Equal(1 + 3 * normalized, inputs[1], 1e-5);
    }

    public static TheoryData<Activation, bool> Networks
    {
        get
        {
            var data = new TheoryData<Activation, bool>();
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                data.Add(activation, false);
                data.Add(activation, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_engines_agree_in_every_layer(Activation activation, bool batchNorm)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        NetworkParameters start = Trained(MadeNetworks.Start(MadeNetworks.Define(batchNorm, activation, 12, 7, 9)));
        using INetwork torch = new TorchEngine().CreateNetwork(start);
        using INetwork simd = new SimdEngine().CreateNetwork(start);

        float[] expected = Trace(torch, Digits.Validation, unit: 6), actual = Trace(simd, Digits.Validation, unit: 6);

        Assert.Equal(3 * Digits.Validation.Count, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4 * Math.Max(1, Math.Abs(expected[i])));
    }

    [Theory]
    [InlineData(EngineKind.Simd, false)]
    [InlineData(EngineKind.Simd, true)]
    [InlineData(EngineKind.Torch, false)]
    [InlineData(EngineKind.Torch, true)]
    public void It_changes_nothing_in_the_network(EngineKind engine, bool batchNorm)
    {
        SkipWithoutTorch(engine);
        NetworkParameters start = Trained(MadeNetworks.Start(MadeNetworks.Define(batchNorm)));
        using INetwork network = Training.EngineSelection.For(engine, start.Definition).CreateNetwork(start);
        float[] before = [.. network.ReadParameters().AllValues()];

        Trace(network, Digits.Validation, unit: 0);

        Assert.Equal(before, network.ReadParameters().AllValues());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_unit_that_a_layer_lacks_is_refused(EngineKind engine)
    {
        SkipWithoutTorch(engine);
        NetworkParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm: true)); // layers of 12 and 8
        using INetwork network = Training.EngineSelection.For(engine, start.Definition).CreateNetwork(start);

        Assert.Throws<ArgumentOutOfRangeException>(() => Trace(network, Digits.Validation, unit: 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trace(network, Digits.Validation, unit: -1));
    }

    private static ImageSet TwoImages => MadeDigits.BlackAndWhite([0, 1], [1, 0], [0, 1]);

    private static void SkipWithoutTorch(EngineKind engine)
    {
        if (engine == EngineKind.Torch)
            Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
    }

    private static INetwork Create(EngineKind engine, BatchNormSettings? settings, LayerParameters hidden)
    {
        SkipWithoutTorch(engine);
        var definition = new FullyConnectedDefinition(ImageShape.Row(2), [2], 2, Activation.Sigmoid, settings);
        return Training.EngineSelection.For(engine, definition).CreateNetwork(new FullyConnectedParameters(
            definition, [hidden, new LayerParameters(new Matrix(2, 2, [1, -1, 1, -1]), [0, 0], null)]));
    }

    private static NetworkParameters Trained(NetworkParameters start)
    {
        using INetwork network = new SimdEngine().CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 20; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }

        return network.ReadParameters();
    }

    private static float[] Trace(INetwork network, ImageSet images, int unit) =>
        [.. network.TraceActivations(images, 0, images.Count, unit).SelectMany(layer => layer)];
}

using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Engines;

public class NetworkFitTests
{
    private static readonly ImageSet Larger = new(6, 6, new byte[3 * 36], [0, 1, 2]);
    private static readonly ImageSet Fitting = new(4, 4, new byte[3 * 16], [0, 1, 4]);

    public static TheoryData<EngineKind, Architecture> Networks => new()
    {
        { EngineKind.Simd, Architecture.FullyConnected },
        { EngineKind.Simd, Architecture.Convolutional },
        { EngineKind.Simd, Architecture.Recurrent },
        { EngineKind.Torch, Architecture.FullyConnected },
        { EngineKind.Torch, Architecture.Convolutional },
        { EngineKind.Torch, Architecture.Recurrent },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Images_of_another_size_are_refused_in_the_same_words(EngineKind engine, Architecture architecture)
    {
        using INetwork network = Create(engine, architecture, outputs: 10);
        var batch = new MiniBatch(Larger, 2);

        AssertRefused(() => network.Train(batch, 0.1f));
        AssertRefused(() => network.Infer(Larger, 0, 3, StatisticsSource.Population, new float[30]));
        if (architecture != Architecture.Recurrent)
            AssertRefused(() => network.TraceActivations(Larger, 0, 3, unit: 0));

        static void AssertRefused(Action use) => Assert.StartsWith(
            "The network takes images of 4 x 4 pixels, these have 6 x 6.", Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_label_without_an_output_is_refused_and_the_network_stays_as_it_was(EngineKind engine, Architecture architecture)
    {
        using INetwork network = Create(engine, architecture, outputs: 4);
        float[][] before = [.. network.ReadParameters().Tensors.Select(tensor => tensor.Values)];
        var batch = new MiniBatch(Fitting, 3);
        batch.Fill(new BatchOrder(3, seed: 1));

        var refusal = Assert.Throws<ArgumentException>(() => network.Train(batch, 0.1f));

        Assert.StartsWith("An image is labelled 4, but the network has only 4 outputs", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.ReadParameters().Tensors.Select(tensor => tensor.Values));
    }

    private static INetwork Create(EngineKind engine, Architecture architecture, int outputs)
    {
        Assert.SkipWhen(engine == EngineKind.Torch && !TorchLibrary.TryLoad(out _), "libtorch cannot be loaded here.");
        ExperimentSettings shape = ExperimentSettings.Usual(architecture) with { HiddenLayer = "5" };
        if (architecture == Architecture.Convolutional)
            shape = shape with { FeatureMaps = "2", KernelSize = 3 };
        NetworkDefinition definition = shape.Define(new ImageShape(4, 4), outputs, Activation.Tanh, new BatchNormSettings());
        return EngineSelection.For(engine, definition).CreateNetwork(definition.Draw(0.3, seed: 1));
    }
}

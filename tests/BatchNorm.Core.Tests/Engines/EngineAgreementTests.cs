using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>The Simd engine against libtorch and its autograd.</summary>
public class EngineAgreementTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<ExperimentSettings, BatchNormSettings?> Networks =>
    [
        .. from made in MadeSituations.All
           where made.Engine == EngineKind.Simd
           from activation in made.Shape.PixelByPixel is true ? [made.Shape.Activation] : Enum.GetValues<Activation>()
           select (made.Shape with { Activation = activation }, made.BatchNorm),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void After_100_steps_every_parameter_is_the_same(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        NetworkParameters start = shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm).Draw(0.3, seed: 1);

        NetworkParameters torch = Train(new TorchEngine(), start), simd = Train(new Simd.SimdEngine(), start);

        foreach ((NamedTensor expected, NamedTensor actual) in torch.Tensors.Zip(simd.Tensors))
            AssertAgree(expected, actual.Values);
    }

    /// <summary>Steps of 0.05 in a sum of values around 1 that nearly cancel, a hundred times: what float32 cannot tell from 0.</summary>
    private const double NextToNothing = 0.01;

    /// <summary>
    /// Within 1e-4 of the value, or of the tensor's root mean square where the value happens to be next to 0. Biases in front of a normalization
    /// hardly leave the 0 they begin at, as their gradients are the rests of sums that cancel: they are held to 1e-4 of <see cref="NextToNothing"/>.
    /// </summary>
    private static void AssertAgree(NamedTensor expected, float[] actual)
    {
        double size = Math.Max(NextToNothing, Math.Sqrt(expected.Values.Average(value => (double)value * value)));
        double apart = expected.Values.Zip(actual, (one, other) => Math.Abs((double)one - other) / Math.Max(Math.Abs(one), size)).Max();
        Assert.True(apart <= 1e-4, FormattableString.Invariant($"{expected.Name} is {apart:E1} apart, of {size:E1}."));
    }

    private static NetworkParameters Train(IEngine engine, NetworkParameters start)
    {
        using INetwork network = engine.CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 100; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }

        return network.ReadParameters();
    }
}

using BatchNorm.Data;
using BatchNorm.Engines.Torch;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines;

/// <summary>Every engine against libtorch and its autograd.</summary>
public class EngineAgreementTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

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
    public void After_100_steps_every_parameter_is_the_same(Activation activation, bool batchNorm)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm, activation));

        FullyConnectedParameters torch = Train(new TorchEngine(), start);
        FullyConnectedParameters simd = Train(new Simd.SimdEngine(), start);

        for (int layer = 0; layer < torch.Layers.Count; layer++)
        {
            foreach (var (expected, actual) in Vectors(torch.Layers[layer]).Zip(Vectors(simd.Layers[layer])))
                AssertAgree(expected, actual);
        }
    }

    /// <summary>Within 1e-4 of the value, or of the vector's root mean square where the value happens to be next to 0.</summary>
    private static void AssertAgree(float[] expected, float[] actual)
    {
        double size = Math.Sqrt(expected.Average(value => (double)value * value));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4 * Math.Max(Math.Abs(expected[i]), size));
    }

    private static FullyConnectedParameters Train(IEngine engine, FullyConnectedParameters start)
    {
        using INetwork network = engine.CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 100; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }

        return (FullyConnectedParameters)network.ReadParameters();
    }

    private static IEnumerable<float[]> Vectors(LayerParameters layer)
    {
        yield return layer.Weight.Values.ToArray();
        if (layer.Bias is { } bias)
            yield return [.. bias];
        if (layer.Normalization is { } n)
        {
            yield return [.. n.Gamma];
            yield return [.. n.Beta];
            yield return [.. n.PopulationMean];
            yield return [.. n.PopulationVariance];
        }
    }
}

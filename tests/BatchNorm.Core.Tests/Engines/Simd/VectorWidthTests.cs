using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>Vectors of every width give the same bits: sums across lanes are taken in one order, however many lanes a register has.</summary>
public class VectorWidthTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    /// <summary>Every activation function where it costs least; elsewhere a smooth one and one with a corner.</summary>
    public static TheoryData<ExperimentSettings, BatchNormSettings?> Networks =>
    [
        .. from made in MadeSituations.All
           where made.Engine == EngineKind.Simd
           from activation in made.Shape.Architecture == Architecture.FullyConnected
               ? Enum.GetValues<Activation>() : [Activation.Tanh, Activation.ReLU]
           select (made.Shape with { Activation = activation }, made.BatchNorm),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_is_the_same_to_the_bit(ExperimentSettings shape, BatchNormSettings? batchNorm)
    {
        NetworkParameters start = shape.Define(MadeNetworks.Images, 10, shape.Activation, batchNorm).Draw(0.3, seed: 1);

        (float[] Numbers, float[] Logits) four = Train(start, 4), eight = Train(start, 8), sixteen = Train(start, 16);

        Assert.Equal(eight.Numbers, four.Numbers);
        Assert.Equal(eight.Numbers, sixteen.Numbers);
        Assert.Equal(eight.Logits, four.Logits);
        Assert.Equal(eight.Logits, sixteen.Logits);
    }

    private static (float[] Numbers, float[] Logits) Train(NetworkParameters start, int lanes)
    {
        using INetwork network = Kernels.Of(lanes).CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 20; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }

        const int Images = 70;
        var logits = new float[2 * Images * 10];
        network.Infer(Digits.Test, 0, Images, StatisticsSource.Population, logits.AsSpan(0, Images * 10));
        network.Infer(Digits.Test, 0, Images, StatisticsSource.Batch, logits.AsSpan(Images * 10));
        return ([.. network.ReadParameters().AllValues()], logits);
    }
}

using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;

namespace BatchNorm.Engines.Simd;

/// <summary>Vectors of every width give the same bits: sums across lanes are taken in one order, however many lanes a register has.</summary>
public class VectorWidthTests
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
    public void A_fully_connected_network_is_the_same_to_the_bit(Activation activation, bool batchNorm)
    {
        FullyConnectedParameters start = MadeNetworks.Start(MadeNetworks.Define(batchNorm, activation));

        float[] four = Train(start, 4), eight = Train(start, 8), sixteen = Train(start, 16);

        Assert.Equal(eight, four);
        Assert.Equal(eight, sixteen);
    }

    private static float[] Train(FullyConnectedParameters start, int lanes)
    {
        using INetwork network = Kernels.Of(lanes).CreateNetwork(start);
        var order = new BatchOrder(Digits.Training.Count, seed: 1);
        var batch = new MiniBatch(Digits.Training, size: 30);
        for (int step = 0; step < 30; step++)
        {
            batch.Fill(order);
            network.Train(batch, learningRate: 0.05f);
        }

        return [.. network.ReadParameters().AllValues()];
    }
}

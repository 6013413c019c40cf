using BatchNorm.Data;
using BatchNorm.Made;
using BatchNorm.Networks;
using BatchNorm.Settings;
using TorchSharp;

namespace BatchNorm.Engines.Torch;

/// <summary>libtorch's memory is not the garbage collector's: what a step takes must be given back by the step.</summary>
public class NativeMemoryTests
{
    private static readonly Dataset Digits = MadeDigits.Create();

    public static TheoryData<ExperimentSettings, bool> Shapes
    {
        get
        {
            var data = new TheoryData<ExperimentSettings, bool>();
            foreach (bool batchNorm in new[] { false, true })
            {
                data.Add(new ExperimentSettings { HiddenLayer = "8" }, batchNorm);
                data.Add(ExperimentSettings.Usual(Architecture.Convolutional) with { FeatureMaps = "2,3", KernelSize = 3, HiddenLayer = "8" }, batchNorm);
                data.Add(ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "8" }, batchNorm);
                data.Add(ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "8", PixelByPixel = true, Permuted = true }, batchNorm);
                data.Add(ExperimentSettings.Usual(Architecture.Recurrent) with { HiddenLayer = "8", PixelByPixel = true }, batchNorm);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_tensor_outlives_its_step(ExperimentSettings shape, bool batchNorm)
    {
        Assert.SkipUnless(TorchLibrary.TryLoad(out string reason), reason);
        NetworkDefinition definition = shape.Define(new ImageShape(6, 6), 10, Activation.Sigmoid, batchNorm ? new BatchNormSettings() : null);
        long before = Live();
        INetwork network = new TorchEngine().CreateNetwork(definition.Draw(0.3, seed: 1));
        StepAndInfer(network);
        long afterOne = Live();

        for (int i = 0; i < 10; i++)
            StepAndInfer(network);

        Assert.Equal(afterOne, Live());
        network.Dispose();
        Assert.Equal(before, Live());
    }

    private static void StepAndInfer(INetwork network)
    {
        var batch = new MiniBatch(Digits.Training, 10);
        batch.Fill(new BatchOrder(Digits.Training.Count, seed: 1));
        network.Train(batch, learningRate: 0.1f);
        foreach (StatisticsSource statistics in Enum.GetValues<StatisticsSource>())
            network.Infer(Digits.Test, 0, 20, statistics, new float[200]);
        network.ReadParameters();
    }

    private static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}

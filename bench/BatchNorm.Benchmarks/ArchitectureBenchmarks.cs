using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Training;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>One training step of the other architectures' usual networks, and their answers to 64 images, on one thread.</summary>
[MemoryDiagnoser]
public class ArchitectureBenchmarks
{
    private const int InferredImages = 64;

    private readonly float[] _logits = new float[InferredImages * BenchmarkData.Digits.Classes];
    private INetwork _network = null!;
    private BatchOrder _order = null!;
    private MiniBatch _batch = null!;

    /// <summary>Which networks there are.</summary>
    public enum Network
    {
        /// <summary>6 and 16 maps, kernels of 5 x 5, 120 and 84 units.</summary>
        Convolutional,

        /// <summary>An LSTM of 100 units that reads 28 rows.</summary>
        Rows,

        /// <summary>An LSTM of 100 units that reads 784 pixels.</summary>
        Pixels,
    }

    [ParamsAllValues]
    public Network Kind { get; set; }

    [Params(false, true)]
    public bool BatchNorm { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        ExperimentSettings settings = Kind == Network.Convolutional
            ? ExperimentSettings.Usual(Architecture.Convolutional)
            : ExperimentSettings.Usual(Architecture.Recurrent) with { PixelByPixel = Kind == Network.Pixels };
        if (!BatchNorm)
            settings = SettingTable.WithoutBatchNorm(settings);
        NetworkDefinition definition = NetworkDefinition.Of(settings, BenchmarkData.Digits.Images, BenchmarkData.Digits.Classes);
        _network = EngineSelection.For(EngineKind.Simd, definition).CreateNetwork(definition.Draw(settings.WeightScale, seed: 1));
        _order = new BatchOrder(BenchmarkData.Digits.Training.Count, seed: 1);
        _batch = new MiniBatch(BenchmarkData.Digits.Training, size: 60);
    }

    [Benchmark]
    public void Step()
    {
        _batch.Fill(_order);
        _network.Train(_batch, learningRate: 0.001f);
    }

    [Benchmark]
    public void Infer() => _network.Infer(BenchmarkData.Digits.Test, 0, InferredImages, StatisticsSource.Population, _logits);

    [GlobalCleanup]
    public void Release() => _network.Dispose();
}

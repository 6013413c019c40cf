using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Settings;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>How a step of the Simd engine grows with the network and with the batch.</summary>
public class GrowthBenchmarks
{
    private INetwork _network = null!;
    private BatchOrder _order = null!;
    private MiniBatch _batch = null!;

    public static IEnumerable<Size> Sizes =>
    [
        new(50, 3, 60), new(100, 3, 60), new(200, 3, 60), new(500, 3, 60), new(1000, 3, 60), new(2000, 3, 60),
        new(100, 1, 60), new(100, 5, 60), new(100, 20, 60),
        new(100, 3, 1), new(100, 3, 10), new(100, 3, 250), new(100, 3, 1000),
    ];

    [ParamsSource(nameof(Sizes))]
    public Size Network { get; set; } = new(100, 3, 60);

    [GlobalSetup]
    public void Prepare()
    {
        int[] hiddenLayers = [.. Enumerable.Repeat(Network.Width, Network.Depth)];
        ImageSet images = BenchmarkData.Digits.Training;
        _network = BenchmarkNetworks.Create(EngineKind.Simd, batchNorm: true, Activation.ReLU, hiddenLayers);
        _order = new BatchOrder(images.Count, seed: 1);
        _batch = new MiniBatch(images, Network.Batch);
    }

    [Benchmark]
    public void Step()
    {
        _batch.Fill(_order);
        _network.Train(_batch, learningRate: 0.01f);
    }

    [GlobalCleanup]
    public void Release() => _network.Dispose();

    /// <summary>Units a layer, layers, images a batch.</summary>
    public sealed record Size(int Width, int Depth, int Batch)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Depth} x {Width}, {Batch} images";
    }
}

using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Settings;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>One training step of the lesson's network, on one thread, with a fresh batch of 60 images every time.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private INetwork _network = null!;
    private BatchOrder _order = null!;
    private MiniBatch _batch = null!;

    [Params(EngineKind.Simd, EngineKind.Torch)]
    public EngineKind Engine { get; set; }

    [Params(false, true)]
    public bool BatchNorm { get; set; }

    [Params(Activation.ReLU, Activation.Sigmoid)]
    public Activation Activation { get; set; }

    [Params(false, true)]
    public bool Inverted { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        ImageSet images = BenchmarkData.Digits.Training;
        _network = BenchmarkNetworks.Create(Engine, BatchNorm, Activation, 100, 100, 100);
        _order = new BatchOrder(images.Count, seed: 1);
        _batch = new MiniBatch(Inverted ? BenchmarkData.Invert(images) : images, size: 60);
    }

    [Benchmark]
    public void Step()
    {
        _batch.Fill(_order);
        _network.Train(_batch, learningRate: 0.01f);
    }

    [GlobalCleanup]
    public void Release() => _network.Dispose();
}

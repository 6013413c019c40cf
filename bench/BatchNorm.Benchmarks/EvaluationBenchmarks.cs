using BatchNorm.Engines;
using BatchNorm.Settings;
using BatchNorm.Testing;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>The accuracy of the lesson's network on all test images, on one thread.</summary>
public class EvaluationBenchmarks
{
    private INetwork _network = null!;

    [Params(EngineKind.Simd, EngineKind.Torch)]
    public EngineKind Engine { get; set; }

    [Params(StatisticsSource.Population, StatisticsSource.Batch)]
    public StatisticsSource Statistics { get; set; }

    [GlobalSetup]
    public void Prepare() =>
        _network = BenchmarkNetworks.Create(Engine, batchNorm: true, Activation.ReLU, 100, 100, 100);

    [Benchmark]
    public double Evaluate() => Evaluator.Evaluate(_network, BenchmarkData.Digits.Test, Statistics).Accuracy;

    [Benchmark]
    public void OneImage()
    {
        Span<float> logits = stackalloc float[10];
        _network.Infer(BenchmarkData.Digits.Test, 0, 1, Statistics, logits);
    }

    [GlobalCleanup]
    public void Release() => _network.Dispose();
}

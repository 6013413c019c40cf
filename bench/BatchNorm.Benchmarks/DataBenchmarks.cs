using BatchNorm.Data;
using BenchmarkDotNet.Attributes;

namespace BatchNorm.Benchmarks;

/// <summary>Coming by the data: drawing it, reading it, and putting an epoch in order.</summary>
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class DataBenchmarks
{
    private readonly int[] _batch = new int[60];

    [Benchmark]
    public Dataset DrawSyntheticDigits() => SyntheticDigits.Create(CancellationToken.None);

    /// <summary>Not available where <c>BATCHNORM_DATA</c> names no folder.</summary>
    [Benchmark]
    public async Task<Dataset> ReadMnist() => await DatasetReader.ReadAsync(
        BenchmarkData.Folder ?? throw new InvalidOperationException("Set BATCHNORM_DATA to a folder with MNIST."));

    [Benchmark]
    public int OrderAnEpoch()
    {
        var order = new BatchOrder(imageCount: 55_000, seed: 1);
        for (int step = 0; step < 917; step++)
            order.Next(_batch);
        return _batch[0];
    }
}

using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Peers.Workers;

/// <summary>Runs experiments through the module's own queue.</summary>
internal static class Comparisons
{
    /// <summary>The comparisons, in the order of the experiments, each as soon as it and all before it are done, on so many threads.</summary>
    public static IEnumerable<BatchNormComparison> Run(IEnumerable<PublishedExperiment> experiments, int threads, Dataset dataset)
    {
        using var pool = new TrainingPool<BatchNormComparison>(threads);
        var runner = new ComparisonRunner(pool, dataset, keepNetworks: false);
        foreach (PublishedExperiment experiment in experiments)
            runner.Add(experiment);
        pool.CompleteAdding();

        while (pool.TryTake(Timeout.InfiniteTimeSpan, CancellationToken.None, out TrainingOutcome<BatchNormComparison>? outcome))
            yield return outcome!.Result ?? throw outcome.Error!;
    }
}

using BatchNorm.Experiments;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Trains experiments in a pool of threads, and keeps nothing.</summary>
internal sealed class PooledComparisons(PooledOutput<BatchNormComparison> output, ComparisonRunner runner) : IComparisonOutput
{
    /// <inheritdoc/>
    public void Add(PublishedExperiment experiment) => runner.Add(experiment);

    /// <inheritdoc/>
    public void AddFailure(string name, ArgumentException error) => output.Pool.AddFailure(name, error);

    /// <inheritdoc/>
    public void WriteFinished() => output.WriteFinished();

    /// <inheritdoc/>
    public void WriteAll() => output.WriteAll();

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();
}

using BatchNorm.Experiments;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Where experiments go in and what came of them comes out, for the pipeline's thread only.</summary>
internal interface IComparisonOutput : IDisposable
{
    /// <summary>Takes an experiment.</summary>
    /// <exception cref="ArgumentException">It does not fit the data, or its engine.</exception>
    void Add(PublishedExperiment experiment);

    /// <summary>Takes the error of an experiment that cannot be, in its place.</summary>
    void AddFailure(string name, ArgumentException error);

    /// <summary>Writes what is there.</summary>
    void WriteFinished();

    /// <summary>Writes all, and waits for it; nothing is added after that.</summary>
    void WriteAll();
}

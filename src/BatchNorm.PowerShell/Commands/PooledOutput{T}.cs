using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// A pool of trainings, and the results that a cmdlet writes of it: in the order in which they were queued, each as soon as it and all before it
/// are there. The pool's threads train; only the pipeline's thread writes.
/// </summary>
/// <typeparam name="T">What it writes.</typeparam>
internal sealed class PooledOutput<T> : IDisposable
    where T : class
{
    private readonly Cmdlet _cmdlet;
    private readonly Action<T> _write;
    private readonly Action? _writeNews;
    private readonly CancellationToken _cancellation;
    private readonly TrainingProgressReport _report;

    /// <param name="cmdlet">Whose output, errors and progress it writes.</param>
    /// <param name="activity">What the progress bar is headed with.</param>
    /// <param name="threads">Networks trained at a time.</param>
    /// <param name="isOrdered">Whether results come in the order of the queue, or else as trainings end.</param>
    /// <param name="write">Writes a result to the pipeline.</param>
    /// <param name="cancellation">Ends the waiting when the pipeline is stopped.</param>
    /// <param name="writeNews">Writes what trainings have told meanwhile, if anything; called again and again.</param>
    public PooledOutput(
        Cmdlet cmdlet, string activity, int threads, bool isOrdered, Action<T> write, CancellationToken cancellation, Action? writeNews = null)
    {
        _cmdlet = cmdlet;
        _write = write;
        _writeNews = writeNews;
        _cancellation = cancellation;
        _report = new TrainingProgressReport(cmdlet, activity);
        Pool = new TrainingPool<T>(threads, isOrdered);
    }

    /// <summary>Trains what is queued.</summary>
    public TrainingPool<T> Pool { get; }

    /// <summary>Writes what is there.</summary>
    public void WriteFinished() => WriteFinished(TimeSpan.Zero);

    /// <summary>Writes all, and waits for it; nothing is queued after that.</summary>
    public void WriteAll()
    {
        Pool.CompleteAdding();
        while (!Pool.IsCompleted)
            WriteFinished(TrainingProgressReport.Interval);
        _report.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => Pool.Dispose();

    private void WriteFinished(TimeSpan wait)
    {
        _writeNews?.Invoke();
        while (Take(wait) is { } outcome)
        {
            _writeNews?.Invoke();
            if (outcome.Result is { } result)
                _write(result);
            else
                _cmdlet.WriteError(Failure.Of(outcome.Error!, outcome.Name));
        }

        _report.Update(Pool);
    }

    private TrainingOutcome<T>? Take(TimeSpan wait) =>
        CancellableCommand.Cancellable(() => Pool.TryTake(wait, _cancellation, out TrainingOutcome<T>? outcome) ? outcome : null);
}

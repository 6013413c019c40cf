using System.Collections.Concurrent;
using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.PowerShell.Session;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// A worker on threads of its own, for as long as a cmdlet lasts. However that ends, by Ctrl+C, by the rest of the pipeline, or with the whole process, it
/// is waited for until the worker has kept what is under way.
/// </summary>
internal sealed class SweepWork : IDisposable, IProgress<string>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellableCommand _cmdlet;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly SweepWorker _worker;
    private readonly Task _work;
    private readonly Termination _termination;

    /// <summary>Begins to work.</summary>
    /// <param name="cmdlet">Whose verbose messages tell what else happens.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="dataset">Its data.</param>
    /// <param name="settings">How to work.</param>
    /// <param name="cells">The keys of the cells to work on, or null for all.</param>
    /// <exception cref="OtherDataException">The images are not those that the sweep was made for.</exception>
    public SweepWork(
        CancellableCommand cmdlet, SweepFolder sweep, Dataset dataset, WorkerSettings settings, IReadOnlySet<string>? cells = null)
    {
        _cmdlet = cmdlet;
        _worker = new SweepWorker(sweep, dataset, settings, cells, log: this);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.Cancellation);
        CancellationToken stop = _stop.Token;
        _work = Task.Factory.StartNew(() => _worker.Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _termination = new Termination(Stop);
    }

    /// <summary>What it does at the moment.</summary>
    public WorkInHand Work => _worker.Work;

    /// <summary>Why it leaves runs to other machines, or null.</summary>
    public EngineUnavailableException? Hindrance => _worker.Hindrance;

    /// <summary>Waits a moment, and tells what has happened meanwhile.</summary>
    /// <returns>Whether it has nothing more to do.</returns>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped, and what was under way is kept.</exception>
    /// <exception cref="IOException">The sweep's folder cannot be read or written.</exception>
    public bool HasEnded()
    {
        bool hasEnded = ((IAsyncResult)_work).AsyncWaitHandle.WaitOne(Interval);
        if (_cmdlet.Cancellation.IsCancellationRequested)
        {
            Stop();
            throw new PipelineStoppedException();
        }

        while (_messages.TryDequeue(out string? message))
            _cmdlet.WriteVerbose(message);
        if (hasEnded)
            _work.GetAwaiter().GetResult(); // throws what went wrong
        return hasEnded;
    }

    /// <inheritdoc/>
    void IProgress<string>.Report(string value) => _messages.Enqueue(value);

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _termination.Dispose();
        _stop.Dispose();
    }

    /// <summary>Ends the work, and waits until what is under way is kept.</summary>
    private void Stop()
    {
        _stop.Cancel();
        ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
    }
}

using System.Collections.Concurrent;

namespace BatchNorm.Training;

/// <summary>
/// Trains queued networks, each on one thread and a fixed number at a time, first come first served. Any thread can take
/// the outcomes as they come; an error in one training does not touch the others.
/// </summary>
/// <typeparam name="T">What trainings result in.</typeparam>
/// <remarks>
/// One thread a network, networks side by side: products as small as the lesson's do not gain from a second thread, but two
/// networks do (see docs/performance.md).
/// </remarks>
public sealed class TrainingPool<T> : IDisposable
    where T : class
{
    private readonly BlockingCollection<Work> _work = [];
    private readonly BlockingCollection<TrainingOutcome<T>> _outcomes = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TrainingProgress> _running = [];
    private int _threadsLeft;
    private long _totalBatches;
    private long _finishedBatches;

    /// <summary>Starts the threads; they wait for work.</summary>
    /// <param name="threads">Networks trained at a time.</param>
    public TrainingPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threadsLeft = threads;
        for (int i = 0; i < threads; i++)
            new Thread(TrainQueued) { IsBackground = true, Name = $"Training {i + 1}" }.Start();
    }

    /// <summary>Steps of all trainings queued so far.</summary>
    public long TotalBatches => Interlocked.Read(ref _totalBatches);

    /// <summary>Steps done in all trainings together.</summary>
    public long CompletedBatches
    {
        get
        {
            lock (_running)
                return _finishedBatches + _running.Sum(progress => (long)progress.CompletedBatches);
        }
    }

    /// <summary>The trainings under way now.</summary>
    public IReadOnlyList<TrainingProgress> Running
    {
        get
        {
            lock (_running)
                return [.. _running];
        }
    }

    /// <summary>Whether no outcome is left to come; only ever true after <see cref="CompleteAdding"/>.</summary>
    public bool IsCompleted => _outcomes.IsCompleted;

    /// <summary>Queues a training.</summary>
    /// <param name="progress">Tells how far it is.</param>
    /// <param name="train">Trains; returns the result, or null where this training completes none.</param>
    public void Add(TrainingProgress progress, Func<ITrainingObserver, CancellationToken, T?> train)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(train);
        Interlocked.Add(ref _totalBatches, progress.TotalBatches);
        _work.Add(new Work(progress, train));
    }

    /// <summary>Says that nothing more will be queued.</summary>
    public void CompleteAdding() => _work.CompleteAdding();

    /// <summary>Waits for the next outcome.</summary>
    /// <param name="wait">How long at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="outcome">The outcome, if one came in time.</param>
    public bool TryTake(TimeSpan wait, CancellationToken cancellation, out TrainingOutcome<T>? outcome) =>
        _outcomes.TryTake(out outcome, (int)wait.TotalMilliseconds, cancellation);

    /// <summary>
    /// Cancels what is under way and drops what is queued, without waiting: every thread ends by itself within a step or an
    /// accuracy sample, so that Ctrl+C is answered at once.
    /// </summary>
    public void Dispose()
    {
        _stop.Cancel();
        _work.CompleteAdding();
    }

    private void TrainQueued()
    {
        foreach (Work work in _work.GetConsumingEnumerable())
        {
            if (!_stop.IsCancellationRequested)
                TrainOne(work);
        }

        if (Interlocked.Decrement(ref _threadsLeft) == 0)
            _outcomes.CompleteAdding();
    }

    private void TrainOne(Work work)
    {
        lock (_running)
            _running.Add(work.Progress);

        try
        {
            if (work.Train(work.Progress, _stop.Token) is { } result)
                _outcomes.Add(new TrainingOutcome<T>(work.Progress.Name, result, null));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Dispose asked for it, and nobody waits for an outcome any more.
        }
#pragma warning disable CA1031 // whatever went wrong belongs to the one who takes the outcome; here it would end the process
        catch (Exception error)
        {
            _outcomes.Add(new TrainingOutcome<T>(work.Progress.Name, null, error));
        }
#pragma warning restore CA1031
        finally
        {
            lock (_running)
            {
                _running.Remove(work.Progress);
                _finishedBatches += work.Progress.TotalBatches;
            }
        }
    }

    private sealed record Work(TrainingProgress Progress, Func<ITrainingObserver, CancellationToken, T?> Train);
}

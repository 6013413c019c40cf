namespace BatchNorm.Training;

/// <summary>
/// Trains queued networks, each on one thread and a fixed number at a time, first come first served; one network that is queued twice is
/// trained twice, one time after the other. Any thread can take the outcomes: in the order in which they were queued, each as soon as it and
/// all before it are there. An error in one training does not touch the others, and has its place like any result.
/// </summary>
/// <typeparam name="T">What trainings result in.</typeparam>
/// <remarks>
/// One thread a network, networks side by side: products as small as the lesson's do not gain from a second thread, but two
/// networks do (see docs/performance.md).
/// </remarks>
public sealed class TrainingPool<T> : IDisposable
    where T : class
{
    private readonly TrainingQueue _queue = new();
    private readonly OutcomeQueue<T> _outcomes;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TrainingProgress> _running = [];
    private readonly Thread[] _threads;
    private int _threadsLeft;
    private long _totalBatches;
    private long _finishedBatches;

    /// <summary>Starts the threads; they wait for work.</summary>
    /// <param name="threads">Networks trained at a time.</param>
    /// <param name="isOrdered">Whether outcomes come in the order of the queue, or else as trainings end.</param>
    public TrainingPool(int threads, bool isOrdered = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _outcomes = new OutcomeQueue<T>(isOrdered);
        _threadsLeft = threads;
        _threads = [.. Enumerable.Range(1, threads).Select(number => new Thread(TrainQueued) { IsBackground = true, Name = $"Training {number}" })];
        foreach (Thread thread in _threads)
            thread.Start();
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
    public void Add(TrainingProgress progress, Func<ITrainingObserver, CancellationToken, T?> train) =>
        Add(new QueuedTraining<T>(progress, train));

    /// <summary>Queues trainings that make one result, which has its place after all that were queued before.</summary>
    /// <param name="trainings">Trained side by side where threads are free.</param>
    public void Add(params IReadOnlyList<QueuedTraining<T>> trainings)
    {
        ArgumentNullException.ThrowIfNull(trainings);
        OutcomeQueue<T>.Place place = _outcomes.Reserve(trainings.Count);
        foreach (QueuedTraining<T> training in trainings)
        {
            Interlocked.Add(ref _totalBatches, training.Progress.TotalBatches);
            _queue.Add(new TrainingQueue.Job(() => Train(training, place), training.Network));
        }
    }

    /// <summary>Says of something that could not be queued why not, in the place it would have had.</summary>
    /// <param name="name">What was to be trained.</param>
    /// <param name="error">Why it cannot be.</param>
    public void AddFailure(string name, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _outcomes.End(_outcomes.Reserve(trainings: 1), new TrainingOutcome<T>(name, null, error));
    }

    /// <summary>Says that nothing more will be queued.</summary>
    public void CompleteAdding() => _queue.CompleteAdding();

    /// <summary>Waits for the next outcome.</summary>
    /// <param name="wait">How long at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="outcome">The outcome, if one came in time.</param>
    public bool TryTake(TimeSpan wait, CancellationToken cancellation, out TrainingOutcome<T>? outcome) =>
        _outcomes.TryTake(wait, cancellation, out outcome);

    /// <summary>
    /// Cancels what is under way and drops what is queued, without waiting: every thread ends by itself within a step or an
    /// accuracy sample, so that Ctrl+C is answered at once.
    /// </summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _queue.Clear(); // before anything is cancelled, or a thread that is through with that takes what comes next
        _stop.Cancel();
    }

    /// <summary>
    /// Waits, after <see cref="Dispose"/>, until every thread has ended, for trainings that leave something behind when they are cancelled: the
    /// threads alone do not keep a process from ending.
    /// </summary>
    public void Join()
    {
        foreach (Thread thread in _threads)
            thread.Join();
    }

    private void TrainQueued()
    {
        while (_queue.Take() is { } job)
        {
            job.Run();
            _queue.Finish(job);
        }

        if (Interlocked.Decrement(ref _threadsLeft) == 0)
            _outcomes.CompleteAdding();
    }

    private void Train(QueuedTraining<T> training, OutcomeQueue<T>.Place place)
    {
        TrainingProgress progress = training.Progress;
        lock (_running)
            _running.Add(progress);
        TrainingOutcome<T>? outcome = OutcomeOf(training);
        lock (_running)
        {
            _running.Remove(progress);
            _finishedBatches += progress.TotalBatches;
        }

        _outcomes.End(place, outcome);
    }

    private TrainingOutcome<T>? OutcomeOf(QueuedTraining<T> training)
    {
        string name = training.Progress.Name;
        try
        {
            return training.Train(training.Progress, _stop.Token) is { } result ? new TrainingOutcome<T>(name, result, null) : null;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null; // Dispose asked for it, and nobody waits for an outcome any more.
        }
#pragma warning disable CA1031 // whatever went wrong belongs to the one who takes the outcome; here it would end the process
        catch (Exception error)
        {
            return new TrainingOutcome<T>(name, null, error);
        }
#pragma warning restore CA1031
    }
}

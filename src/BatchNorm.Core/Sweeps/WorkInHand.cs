using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>What a worker trains and has trained; written by its threads, read by any.</summary>
public sealed class WorkInHand
{
    private readonly Dictionary<SweepRun, TrainingProgress> _running = []; // also the lock
    private long _finishedBatches;
    private long _trainedBatches;
    private int _finishedRuns;
    private int _endedRuns;

    /// <summary>Runs it has finished.</summary>
    public int FinishedRuns => Volatile.Read(ref _finishedRuns);

    /// <summary>Steps done since it began, in finished and in running trainings together; those that a checkpoint spared it among them.</summary>
    public long CompletedBatches
    {
        get
        {
            lock (_running)
                return _finishedBatches + _running.Values.Sum(progress => (long)progress.CompletedBatches);
        }
    }

    /// <summary>Steps it has trained itself, in whatever became of them: they never become fewer.</summary>
    public long TrainedBatches
    {
        get
        {
            lock (_running)
                return _trainedBatches + _running.Values.Sum(Trained);
        }
    }

    /// <summary>The trainings under way.</summary>
    public IReadOnlyList<TrainingProgress> Running
    {
        get
        {
            lock (_running)
                return [.. _running.Values];
        }
    }

    /// <summary>The runs under way, and how far they are.</summary>
    internal IReadOnlyList<RunInWork> Runs
    {
        get
        {
            lock (_running)
                return [.. _running.Select(run => new RunInWork(run.Key.Key, run.Key.UseBatchNorm, run.Value.CompletedBatches, run.Value.TotalBatches))];
        }
    }

    /// <summary>Trainings that have ended, in whatever way.</summary>
    internal int EndedRuns => Volatile.Read(ref _endedRuns);

    /// <summary>Waits until another training has ended.</summary>
    /// <param name="ended">How many there were before; returns at once where there are more by now.</param>
    /// <param name="most">The longest time to wait.</param>
    /// <returns>Whether there was anything to wait for: with no more of them, and no training under way, there is not.</returns>
    internal bool AwaitEnd(int ended, TimeSpan most)
    {
        lock (_running)
        {
            if (_endedRuns > ended)
                return true;
            if (_running.Count == 0)
                return false;
            Monitor.Wait(_running, most);
            return true;
        }
    }

    /// <summary>Takes note that a run is begun.</summary>
    internal TrainingProgress Begin(SweepRun run)
    {
        var progress = new TrainingProgress($"{run}", run.Settings.TrainingBatches) { Label = run.UseBatchNorm ? "with" : "without" };
        lock (_running)
            _running.Add(run, progress);
        return progress;
    }

    /// <summary>Takes note that a run is finished, or given up.</summary>
    internal void End(SweepRun run, bool isFinished)
    {
        lock (_running)
        {
            if (!_running.Remove(run, out TrainingProgress? progress))
                return;
            _trainedBatches += Trained(progress);
            _endedRuns++;
            Monitor.PulseAll(_running);
            if (!isFinished)
                return;
            _finishedBatches += run.Settings.TrainingBatches;
            _finishedRuns++;
        }
    }

    private static long Trained(TrainingProgress progress) => Math.Max(0, progress.CompletedBatches - progress.SparedBatches);
}

using System.Diagnostics;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>
/// That a worker is there: its lock and its sign of life, given every so often on a thread of its own, and the runs it holds. With each sign it looks
/// whether it is to stop, and whether others have taken its runs over.
/// </summary>
internal sealed class Presence : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);

    private readonly SweepFolder _sweep;
    private readonly WorkerSettings _settings;
    private readonly WorkInHand _work;
    private readonly CancellationTokenSource _ending;
    private readonly WorkerRoom _workers;
    private readonly LifeLock _life;
    private readonly Timer _timer;
    private readonly TrainingPace _pace = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Stopwatch _lastSign = Stopwatch.StartNew();
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly List<ClaimedRun> _claims = []; // also the lock
    private long _beat;

    /// <summary>Takes a place among the workers of a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="settings">How often to give a sign.</param>
    /// <param name="work">What to tell.</param>
    /// <param name="ending">Is cancelled when the sweep is to stop.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public Presence(SweepFolder sweep, WorkerSettings settings, WorkInHand work, CancellationTokenSource ending)
    {
        _sweep = sweep;
        _settings = settings;
        _work = work;
        _ending = ending;
        _workers = new WorkerRoom(sweep, settings.LeaseTime, TimeProvider.System);
        Leases = new LeaseRoom(sweep, _workers, Worker);
        foreach (string room in (string[])[sweep.Workers, sweep.Leases, sweep.Checkpoints])
            Directory.CreateDirectory(room);
        _life = new LifeLock(_workers.LockPath(Worker));
        try
        {
            GiveSign();
        }
        catch
        {
            _life.Dispose();
            throw;
        }

        _timer = new Timer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(settings.HeartbeatTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the worker is called, unlike any other.</summary>
    public string Worker { get; } = $"{Guid.NewGuid():N}";

    /// <summary>Its leases.</summary>
    public LeaseRoom Leases { get; }

    /// <summary>Claims a run, or returns null where another thread or another worker has it.</summary>
    /// <inheritdoc cref="LeaseRoom.TryClaim"/>
    public ClaimedRun? TryClaim(SweepRun run)
    {
        lock (_claims)
        {
            if (_sweep.IsStopped)
                _ending.Cancel();
            if (_ending.IsCancellationRequested || _claims.Any(claim => claim.Run.FileName == run.FileName) || Leases.TryClaim(run) is not { } generation)
                return null;
            var claimed = new ClaimedRun(this, run, generation, _work.Begin(run));
            _claims.Add(claimed);
            HaveNews();
            return claimed;
        }
    }

    /// <summary>Takes note that a run is not held any more.</summary>
    public void End(ClaimedRun claim, bool isFinished)
    {
        lock (_claims)
        {
            _claims.Remove(claim);
            _work.End(claim.Run, isFinished);
            HaveNews();
        }
    }

    /// <summary>Gives the place up: in good order, nothing stays of it.</summary>
    public void Dispose()
    {
        using (var over = new ManualResetEvent(false))
        {
            if (_timer.Dispose(over))
                over.WaitOne();
        }

        try
        {
            File.Delete(_workers.HeartbeatPath(Worker));
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // The lock that is free, or the beat that does not change, tells the rest.
        }

        _life.Dispose();
    }

    /// <summary>One beat, and the next is due a while after it: beats never overlap.</summary>
    private void Beat()
    {
        Try(() =>
        {
            if (_sweep.IsStopped)
                _ending.Cancel();
        });
        Try(() =>
        {
            lock (_claims)
                _claims.ForEach(claim => claim.Check());
        });
        Try(GiveSign);
        _timer.Change(_settings.HeartbeatTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// A full disk, or a network that is away for a while: the next beat may come through, and until then others think what they must.
    /// </summary>
    private static void Try(Action part)
    {
        try
        {
            part();
        }
        catch (Exception missed) when (missed is IOException or UnauthorizedAccessException)
        {
            // It is tried again with the next beat.
        }
    }

    /// <summary>Gives the next sign soon, as there is something to tell; not more often than one has to, as each is a file.</summary>
    private void HaveNews()
    {
        if (_lastSign.Elapsed > ShortestPause)
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void GiveSign()
    {
        _pace.Note(_clock.Elapsed, _work.TrainedBatches);
        _lastSign.Restart();
        _sweep.EnsureRoom(_sweep.Workers);
        JsonFile.Write(_workers.HeartbeatPath(Worker), new Heartbeat
        {
            Worker = Worker,
            Host = Environment.MachineName,
            Kernel = Kernel.Id,
            ProcessId = Environment.ProcessId,
            EngineJob = _settings.EngineJob,
            Started = _started,
            Beat = _beat++,
            FinishedRuns = _work.FinishedRuns,
            BatchesPerSecond = _pace.Rate,
            Running = [.. _work.Runs],
        });
    }
}

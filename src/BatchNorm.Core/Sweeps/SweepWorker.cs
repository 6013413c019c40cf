using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Networks;
using BatchNorm.Settings;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>
/// Works on a sweep: claims runs, trains them and keeps them, until nothing is left to it. Any number of workers, in any processes on any machines that
/// share the folder, work on one sweep; whatever happens to one, the others go on, and whoever comes later goes on where it was.
/// </summary>
public sealed class SweepWorker
{
    /// <summary>What timers can wait for: 2^32 - 2 milliseconds, 49 days. No worker lives longer anyway.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly SweepFolder _sweep;
    private readonly Dataset _dataset;
    private readonly WorkerSettings _settings;
    private readonly RunSource _source;
    private readonly IProgress<string>? _log;
    private readonly FailureRoom _failures;
    private readonly MachineRoom _machines;
    private readonly Forbearance _folder;
    private readonly Exception?[] _errors;
    private EngineUnavailableException? _hindrance;

    /// <summary>Prepares to work; nothing is written yet.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="dataset">Its data.</param>
    /// <param name="settings">How to work.</param>
    /// <param name="cells">The keys of the cells to work on, or null for all.</param>
    /// <param name="log">Is told in words what else happens, on any thread.</param>
    /// <exception cref="OtherDataException">The images are not those that the sweep was made for.</exception>
    public SweepWorker(
        SweepFolder sweep, Dataset dataset, WorkerSettings settings, IReadOnlySet<string>? cells = null, IProgress<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(settings);
        sweep.Data.CheckSame(dataset);
        _sweep = sweep;
        _dataset = dataset;
        _settings = settings;
        _log = log;
        _failures = new FailureRoom(sweep);
        _machines = new MachineRoom(sweep);
        _folder = new Forbearance(settings.LeaseTime, log); // others take it for dead by then
        _source = new RunSource(sweep, _failures, cells, settings.StartAt);
        _errors = new Exception?[settings.Threads];
        Work = new WorkInHand();
    }

    /// <summary>What it does at the moment; any thread may look.</summary>
    public WorkInHand Work { get; }

    /// <summary>Why it leaves runs to other machines: an engine that cannot compute on this one; null where it leaves none.</summary>
    public EngineUnavailableException? Hindrance => Volatile.Read(ref _hindrance);

    /// <summary>Works until nothing is left to it, the time is over, or it is told to stop; keeps what is under way then.</summary>
    /// <param name="stop">Tells it to stop.</param>
    /// <exception cref="IOException">The sweep's folder cannot be read or written; what may pass was tried again for the lease time.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="StorageException">A file of cells is damaged.</exception>
    public void Run(CancellationToken stop)
    {
        if (_settings.TimeLimit <= TimeSpan.Zero)
            return; // a timer would say so from a thread of its own, when short runs may be through
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (_settings.TimeLimit is { } limit && limit < LongestTimer)
            ending.CancelAfter(limit);
        using Presence presence = _folder.Try(() => new Presence(_sweep, _settings, Work, ending), ending.Token);
        _folder.Try(() => _machines.Forget(Environment.MachineName), ending.Token);
        Thread[] threads = [.. Enumerable.Range(0, _settings.Threads).Select(number => new Thread(() => WorkOn(number, presence, ending))
        {
            IsBackground = true,
            Name = $"Sweep {number + 1}",
        })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (_errors.FirstOrDefault(error => error is not null) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>What a thread does; an error in the folder ends all of them.</summary>
    private void WorkOn(int number, Presence presence, CancellationTokenSource ending)
    {
        try
        {
            while (!ending.IsCancellationRequested && _folder.Try(() => WorkOnNext(presence, ending.Token), ending.Token))
            {
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It was told to stop.
        }
#pragma warning disable CA1031 // it is thrown again where somebody waits for it; here it would end the process
        catch (Exception error)
        {
            _errors[number] = error;
            ending.Cancel();
        }
#pragma warning restore CA1031
    }

    /// <summary>Trains the next run, if it can be claimed; behind the last one waits for what others train.</summary>
    /// <returns>Whether there is more to do.</returns>
    private bool WorkOnNext(Presence presence, CancellationToken ending)
    {
        if (_source.Next(out int pass) is not { } run)
        {
            PassEnd end = _source.End(pass, out int ended);
            if (end == PassEnd.Wait && !Work.AwaitEnd(ended, _settings.PollTime)) // its own threads' ends are known at once; for others one has to look
                ending.WaitHandle.WaitOne(_settings.PollTime);
            return end != PassEnd.Finished;
        }

        int endedBefore = Work.EndedRuns; // and not later: the thread that holds the run may end while this one finds it claimed
        using ClaimedRun? claim = _source.Try(run, one => TryClaim(presence, one));
        if (claim is null)
        {
            _source.Leave(run, _settings.Lingers || presence.Leases.MayBeOrphaned(run), endedBefore);
            return true;
        }

        _source.Claim();
        Train(claim, ending);
        return true;
    }

    private ClaimedRun? TryClaim(Presence presence, SweepRun run)
    {
        try
        {
            ClaimedRun? claim = presence.TryClaim(run);
            if (claim is null || !_sweep.IsKept(run))
                return claim;
            claim.Settle(); // it was finished between the look and the claim
            claim.Dispose();
            return null;
        }
        catch (DeadlyRunException deadly)
        {
            Keep(presence, run, deadly, isHopeless: true);
            return null;
        }
    }

    /// <summary>Trains a run and keeps it. What goes wrong in it is the run's failure; what goes wrong in keeping it is the folder's.</summary>
    private void Train(ClaimedRun claim, CancellationToken ending)
    {
        SweepRun run = claim.Run;
        var checkpoint = new CheckpointFile(_sweep.CheckpointPath(run), _settings.CheckpointInterval);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, claim.Lost);
        TrainingRun result;
        try
        {
            result = Train(run, claim, checkpoint, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (claim.Lost.IsCancellationRequested)
                _log?.Report($"Another worker has taken over '{run}': it is left to that one.");
            return;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw; // a training reads and writes nothing but its checkpoint: it is the folder's trouble, and none of the run's
        }
        catch (EngineUnavailableException hindrance)
        {
            LeaveToOthers(hindrance, ending);
            return;
        }
#pragma warning disable CA1031 // whatever went wrong is kept with the run, and the sweep goes on
        catch (Exception error)
        {
            Keep(claim.Presence, run, error, isHopeless: error is ArgumentException);
            if (_failures.IsFinal(run))
                claim.Settle();
            else
                _source.Leave(run, isAwaited: true, Work.EndedRuns);
            return;
        }
#pragma warning restore CA1031

        _folder.Try(() => _sweep.Keep(run, result), ending); // also where another worker has taken it over by now: it is the same to the bit
        checkpoint.Remove();
        claim.Finish();
    }

    /// <summary>What lies in the machine is held against none of its runs: another machine may train them.</summary>
    private void LeaveToOthers(EngineUnavailableException hindrance, CancellationToken ending)
    {
        _source.LeaveOut(hindrance.Engine);
        if (Interlocked.CompareExchange(ref _hindrance, hindrance, null) is not null)
            return;
        _folder.Try(() => _machines.Keep(MachineProblem.Of(hindrance)), ending);
        _log?.Report($"Runs of the {hindrance.Engine} engine are left to other machines: {hindrance.Message}");
    }

    /// <summary>Trains a run on from its checkpoint. One that is damaged, or of another machine's vectors, is worth nothing: the run begins anew.</summary>
    private TrainingRun Train(SweepRun run, ClaimedRun claim, CheckpointFile checkpoint, CancellationToken cancellation)
    {
        try
        {
            return TrainOnce(run, claim, checkpoint, cancellation);
        }
        catch (CheckpointException refusal)
        {
            _log?.Report($"'{run}' begins anew. {refusal.Message}");
            checkpoint.Remove();
            return TrainOnce(run, claim, checkpoint, cancellation);
        }
    }

    private TrainingRun TrainOnce(SweepRun run, ClaimedRun claim, CheckpointFile checkpoint, CancellationToken cancellation)
    {
        Experiment settings = run.Settings;
        NetworkDefinition definition = NetworkDefinition.Of(settings, _dataset.Images, _dataset.Classes);
        using NeuralNet net = NeuralNet.Draw(null, definition, settings.WeightScale, settings.Seed, settings.Engine);
        return Trainer.Train(net, _dataset, settings, claim.Progress, cancellation, checkpoint) with { Network = null };
    }

    private void Keep(Presence presence, SweepRun run, Exception error, bool isHopeless)
    {
        var failure = new RunFailure
        {
            Key = run.Key,
            UseBatchNorm = run.UseBatchNorm,
            Message = error.Message,
            Error = error.GetType().Name,
            Trace = error.StackTrace,
            Host = Environment.MachineName,
            Worker = presence.Worker,
            Time = DateTime.UtcNow,
        };
        bool isFinal = _failures.Keep(run, failure, _settings.RetryCount, isHopeless);
        _log?.Report($"'{run}' failed{(isFinal ? "" : " and will be tried again")}: {error.Message}");
    }
}

namespace BatchNorm.Sweeps;

/// <summary>
/// A look at a sweep: what its rooms hold, by listing them and opening nothing but the cells and what is being trained. Changes nothing.
/// </summary>
public sealed class SweepSurvey
{
    private static readonly TimeSpan LeaseTime = new WorkerSettings().LeaseTime;

    private readonly SweepFolder _sweep;
    private readonly FailureRoom _failures;
    private readonly HashSet<string> _kept;
    private readonly HashSet<string> _failed;
    private readonly HashSet<string> _begun;
    private readonly Dictionary<string, WorkerStatus> _workers;
    private readonly Dictionary<string, WorkerStatus?> _holders;
    private readonly Dictionary<string, int> _batches;

    /// <summary>Looks at a sweep.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SweepSurvey(SweepFolder sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        _sweep = sweep;
        _failures = new FailureRoom(sweep);
        var workers = new WorkerRoom(sweep, LeaseTime, TimeProvider.System);
        _workers = workers.All().DistinctBy(heartbeat => heartbeat.Worker).ToDictionary(heartbeat => heartbeat.Worker, heartbeat => Status(heartbeat, workers), StringComparer.Ordinal);
        _holders = new LeaseRoom(sweep, workers, "").All().ToDictionary(
            held => held.FileName, held => held.Lease is { } lease ? _workers.GetValueOrDefault(lease.Worker) : null, StringComparer.Ordinal);
        _begun = [.. SweepFolder.NamesIn(sweep.Checkpoints).Select(name => Path.GetFileNameWithoutExtension(name))];
        _failed = _failures.FinalRuns();
        _kept = sweep.KeptRuns(); // last: what is finished meanwhile counts as finished
        _batches = _workers.Values.Where(worker => worker.IsAlive).SelectMany(worker => worker.Running)
            .GroupBy(NameOf, StringComparer.Ordinal)
            .ToDictionary(runs => runs.Key, runs => runs.Max(run => run.CompletedBatches), StringComparer.Ordinal);
    }

    /// <summary>How it stands with the whole.</summary>
    /// <exception cref="Storage.StorageException">A file of cells is damaged.</exception>
    public SweepStatus Status()
    {
        var counts = new int[Enum.GetValues<CellState>().Length];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int left = 0;
        long completed = 0, total = 0;
        foreach (SweepCell cell in _sweep.Cells())
        {
            counts[(int)StateOf(cell)]++;
            foreach (SweepRun run in cell.Runs.Where(run => !IsFailed(run) && seen.Add(run.FileName)))
            {
                left += _kept.Contains(run.FileName) ? 0 : 1;
                completed += Completed(run);
                total += run.Settings.TrainingBatches;
            }
        }

        double[] rates = [.. _workers.Values.Where(worker => worker.IsAlive).Select(worker => worker.BatchesPerSecond).OfType<double>()];
        return new SweepStatus
        {
            Path = _sweep.Path,
            Dataset = _sweep.Data.Name,
            DatasetHash = _sweep.Data.Sha256,
            Done = counts[(int)CellState.Done],
            Running = counts[(int)CellState.Running],
            Interrupted = counts[(int)CellState.Interrupted],
            Failed = counts[(int)CellState.Failed],
            Waiting = counts[(int)CellState.Waiting],
            RunsLeft = left,
            CompletedBatches = completed,
            TotalBatches = total,
            IsStopped = File.Exists(_sweep.StopMark),
            Workers = [.. _workers.Values.OrderBy(worker => worker.Started)],
            BatchesPerSecond = rates.Length > 0 ? rates.Sum() : null,
        };
    }

    /// <summary>How it stands with each cell, one after the other.</summary>
    /// <exception cref="Storage.StorageException">A file of cells is damaged.</exception>
    public IEnumerable<CellStatus> Cells() => _sweep.Cells().Select(cell =>
    {
        SweepRun? failed = cell.Runs.FirstOrDefault(IsFailed);
        return new CellStatus(cell.Experiment)
        {
            Path = _sweep.Path,
            Key = cell.Key,
            State = StateOf(cell),
            CompletedBatches = cell.Runs.Sum(Completed),
            Worker = cell.Runs.Where(run => !_kept.Contains(run.FileName)).Select(Holder).OfType<WorkerStatus>().OrderByDescending(worker => worker.IsAlive).FirstOrDefault(),
            Failure = failed is null ? null : _failures.ReadFinal(failed.FileName),
        };
    });

    private static string NameOf(RunInWork run) => new SweepRun(run.Key, run.UseBatchNorm, new Settings.Experiment()).FileName;

    private static WorkerStatus Status(Heartbeat heartbeat, WorkerRoom workers) => new()
    {
        Worker = heartbeat.Worker,
        Host = heartbeat.Host,
        ProcessId = heartbeat.ProcessId,
        EngineJob = heartbeat.EngineJob,
        IsAlive = heartbeat.Kernel == Kernel.Id
            ? !LifeLock.IsFree(workers.LockPath(heartbeat.Worker))
            : DateTime.UtcNow - File.GetLastWriteTimeUtc(workers.HeartbeatPath(heartbeat.Worker)) < LeaseTime,
        Started = heartbeat.Started,
        FinishedRuns = heartbeat.FinishedRuns,
        BatchesPerSecond = heartbeat.BatchesPerSecond,
        Running = heartbeat.Running,
    };

    private CellState StateOf(SweepCell cell) =>
        cell.Runs.All(run => _kept.Contains(run.FileName)) ? CellState.Done
        : cell.Runs.Any(IsFailed) ? CellState.Failed
        : cell.Runs.Any(run => !_kept.Contains(run.FileName) && Holder(run) is { IsAlive: true }) ? CellState.Running
        : cell.Runs.Any(run => !_kept.Contains(run.FileName) && (_holders.ContainsKey(run.FileName) || _begun.Contains(run.FileName))) ? CellState.Interrupted
        : CellState.Waiting;

    private bool IsFailed(SweepRun run) => !_kept.Contains(run.FileName) && _failed.Contains(run.FileName);

    private WorkerStatus? Holder(SweepRun run) => _holders.GetValueOrDefault(run.FileName);

    private long Completed(SweepRun run) => _kept.Contains(run.FileName) ? run.Settings.TrainingBatches : _batches.GetValueOrDefault(run.FileName);
}

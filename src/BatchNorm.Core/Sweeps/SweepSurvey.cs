using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>
/// A look at a sweep: what its rooms hold, by listing them and opening nothing but the cells and what is being trained. Changes nothing.
/// </summary>
public sealed class SweepSurvey
{
    internal static readonly TimeSpan LeaseTime = new WorkerSettings().LeaseTime;

    private readonly SweepFolder _sweep;
    private readonly FailureRoom _failures;
    private readonly HashSet<string> _kept;
    private readonly HashSet<string> _failed;
    private readonly Dictionary<string, int> _begun;
    private readonly Dictionary<string, WorkerStatus> _workers;
    private readonly Dictionary<string, WorkerStatus?> _holders;
    private readonly Dictionary<string, int> _batches;

    /// <summary>Looks at a sweep.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SweepSurvey(SweepFolder sweep)
        : this(sweep, new WorkerRoom(sweep, LeaseTime, TimeProvider.System))
    {
    }

    /// <summary>Looks at a sweep whose workers have been watched before.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal SweepSurvey(SweepFolder sweep, WorkerRoom workers)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        _sweep = sweep;
        _failures = new FailureRoom(sweep);
        _workers = workers.All().DistinctBy(heartbeat => heartbeat.Worker).ToDictionary(heartbeat => heartbeat.Worker, heartbeat => Status(heartbeat, workers), StringComparer.Ordinal);
        _holders = new LeaseRoom(sweep, workers, "").All().ToDictionary(
            held => held.FileName, held => held.Lease is { } lease ? _workers.GetValueOrDefault(lease.Worker) : null, StringComparer.Ordinal);
        _begun = sweep.NamesIn(sweep.Checkpoints).Where(name => name.EndsWith(SweepFolder.CheckpointExtension, StringComparison.Ordinal) && !name.StartsWith('.'))
            .ToDictionary(name => Path.GetFileNameWithoutExtension(name), name => CheckpointFile.ReadCompletedBatches(Path.Combine(sweep.Checkpoints, name)) ?? 0, StringComparer.Ordinal);
        _failed = _failures.FinalRuns();
        _kept = sweep.KeptRuns(); // last: what is finished meanwhile counts as finished
        _batches = _workers.Values.Where(worker => worker.IsAlive).SelectMany(worker => worker.Running)
            .GroupBy(run => SweepRun.NameOf(run.Key, run.UseBatchNorm), StringComparer.Ordinal)
            .ToDictionary(runs => runs.Key, runs => runs.Max(run => run.CompletedBatches), StringComparer.Ordinal);
    }

    /// <summary>How it stands with the whole.</summary>
    /// <exception cref="StorageException">A file of cells is damaged.</exception>
    public SweepStatus Status()
    {
        var counts = new int[Enum.GetValues<CellState>().Length];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int left = 0;
        long completed = 0, total = 0;
        foreach (CellEntry cell in _sweep.Entries())
        {
            counts[(int)StateOf(cell.Runs)]++;
            foreach (string run in cell.Runs.Where(run => !IsFailed(run) && seen.Add(run)))
            {
                left += _kept.Contains(run) ? 0 : 1;
                completed += Completed(run, cell.TrainingBatches);
                total += cell.TrainingBatches;
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
            IsStopped = _sweep.IsStopped,
            Problems = [.. new MachineRoom(_sweep).All()],
            Workers = [.. _workers.Values.OrderBy(worker => worker.Started)],
            BatchesPerSecond = rates.Length > 0 ? rates.Sum() : null,
        };
    }

    /// <summary>How it stands with each cell, one after the other.</summary>
    /// <exception cref="StorageException">A file of cells is damaged.</exception>
    public IEnumerable<CellStatus> Cells() => _sweep.Cells().Select(cell =>
    {
        string[] runs = [.. cell.Runs.Select(run => run.FileName)];
        string? failed = runs.FirstOrDefault(IsFailed);
        return new CellStatus(cell.Experiment)
        {
            Path = _sweep.Path,
            Key = cell.Key,
            State = StateOf(runs),
            CompletedBatches = runs.Sum(run => Completed(run, cell.Experiment.TrainingBatches)),
            Worker = runs.Where(run => !_kept.Contains(run)).Select(Holder).OfType<WorkerStatus>().OrderByDescending(worker => worker.IsAlive).FirstOrDefault(),
            Failure = failed is null ? null : _failures.ReadFinal(failed),
        };
    });

    private static WorkerStatus Status(Heartbeat heartbeat, WorkerRoom workers) => new()
    {
        Worker = heartbeat.Worker,
        Host = heartbeat.Host,
        ProcessId = heartbeat.ProcessId,
        EngineJob = heartbeat.EngineJob,
        IsAlive = workers.IsAlive(heartbeat),
        Started = heartbeat.Started,
        FinishedRuns = heartbeat.FinishedRuns,
        BatchesPerSecond = heartbeat.BatchesPerSecond,
        Running = heartbeat.Running,
    };

    private CellState StateOf(IReadOnlyList<string> runs) =>
        runs.All(_kept.Contains) ? CellState.Done
        : runs.Any(IsFailed) ? CellState.Failed
        : runs.Any(run => !_kept.Contains(run) && Holder(run) is { IsAlive: true }) ? CellState.Running
        : runs.Any(run => !_kept.Contains(run) && (_holders.ContainsKey(run) || _begun.ContainsKey(run))) ? CellState.Interrupted
        : CellState.Waiting;

    private bool IsFailed(string run) => !_kept.Contains(run) && _failed.Contains(run);

    private WorkerStatus? Holder(string run) => _holders.GetValueOrDefault(run);

    private long Completed(string run, int trainingBatches) => _kept.Contains(run)
        ? trainingBatches
        : Math.Clamp(Math.Max(_batches.GetValueOrDefault(run), _begun.GetValueOrDefault(run)), 0, trainingBatches);
}

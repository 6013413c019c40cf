using System.Diagnostics;
using System.Management.Automation;
using BatchNorm.Data;
using BatchNorm.Engines;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Progress;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Trains experiments in a sweep, beside whatever other workers it has, and keeps each run as soon as it is there. What is there is read. Only the
/// cells of these experiments are worked on, whatever else is in the folder.
/// </summary>
internal sealed class SweptComparisons : IComparisonOutput
{
    /// <summary>A look at thousands of files takes a while: looking is to be a small part of the time.</summary>
    private const int LeastPart = 20;

    private readonly CancellableCommand _cmdlet;
    private readonly string _path;
    private readonly Dataset _dataset;
    private readonly SweepData _data;
    private readonly ExperimentResolver _resolver;
    private readonly Action<BatchNormComparison> _write;
    private readonly List<Place> _places = [];
    private readonly Stopwatch _sinceLook = new();
    private TimeSpan _pause;
    private EngineUnavailableException? _hindrance;

    /// <summary>Looks whether the sweep, where there is one, is of the same data; nothing is written yet.</summary>
    /// <param name="cmdlet">Whose errors, warnings and progress it writes.</param>
    /// <param name="path">The sweep's folder.</param>
    /// <param name="dataset">What all networks are trained and tested on.</param>
    /// <param name="datasetFolder">Where it was read from, or null.</param>
    /// <param name="write">Writes a comparison to the pipeline.</param>
    /// <exception cref="OtherDataException">The sweep is of other data.</exception>
    /// <exception cref="IOException">It is damaged, or cannot be read.</exception>
    public SweptComparisons(CancellableCommand cmdlet, string path, Dataset dataset, string? datasetFolder, Action<BatchNormComparison> write)
    {
        _cmdlet = cmdlet;
        _path = path;
        _dataset = dataset;
        _data = new SweepData(dataset.Name, dataset.Sha256, datasetFolder);
        _resolver = new ExperimentResolver(dataset);
        _write = write;
        if (SweepFolder.IsSweep(path))
            SweepFolder.Open(path).Data.CheckSame(dataset);
    }

    /// <summary>Networks trained at a time.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether comparisons come in the order of their experiments, or else as they are done.</summary>
    public required bool IsOrdered { get; init; }

    /// <inheritdoc/>
    public void Add(PublishedExperiment experiment) => _places.Add(new Place(SweepCell.Of(_resolver.Resolve(experiment)), null));

    /// <inheritdoc/>
    public void AddFailure(string name, ArgumentException error) => _places.Add(new Place(null, Failure.Of(error, name)));

    /// <summary>Nothing: before all cells are known, none is worked on.</summary>
    public void WriteFinished()
    {
    }

    /// <inheritdoc/>
    public void WriteAll()
    {
        try
        {
            if (_places.Select(place => place.Cell).OfType<SweepCell>().DistinctBy(cell => cell.Key).ToArray() is { Length: > 0 } cells)
                WriteSwept(cells);
            else
                _places.ForEach(place => _cmdlet.WriteError(place.Error));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _cmdlet.ThrowTerminatingError(Failure.OfSweep(exception, _path));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void WriteSwept(SweepCell[] cells)
    {
        SweepFolder sweep = SweepFolder.Create(_path, _data);
        sweep.Add(cells.Select(cell => cell.Experiment));
        DamagedRuns.SetAside(_cmdlet, sweep);
        sweep.Forget(cells);
        WriteThere(sweep);
        if (_places.Count == 0)
            return;

        var settings = new WorkerSettings { Threads = Threads, RetryCount = 0 };
        using var work = new SweepWork(_cmdlet, sweep, _dataset, settings, cells.Select(cell => cell.Key).ToHashSet(StringComparer.Ordinal));
        var report = new TrainingProgressReport(_cmdlet, "Comparing");
        long total = BatchesLeft();
        while (!work.HasEnded())
        {
            _hindrance = work.Hindrance;
            WriteThere(sweep);
            report.Update(work.Work.CompletedBatches, total, work.Work.Running);
        }

        _sinceLook.Reset();
        _hindrance = work.Hindrance;
        WriteThere(sweep);
        report.Complete();
        if (_places.Count > 0)
            _cmdlet.WriteWarning($"The sweep '{_path}' was stopped: of what was asked for, {_places.Count} {(_places.Count == 1 ? "comparison is" : "comparisons are")} not done. Start-BatchNormSweep lets workers work again, this command's too.");
    }

    /// <summary>Steps of all runs of what is still to be written.</summary>
    private long BatchesLeft() => _places.Select(place => place.Cell).OfType<SweepCell>().SelectMany(cell => cell.Runs)
        .DistinctBy(run => (run.Key, run.UseBatchNorm)).Sum(run => (long)run.Settings.TrainingBatches);

    /// <summary>Writes what is there of what is still to be written: all of it, or as far as there is no gap.</summary>
    private void WriteThere(SweepFolder sweep)
    {
        if (_sinceLook.IsRunning && _sinceLook.Elapsed < _pause)
            return;

        long begin = Stopwatch.GetTimestamp();
        int place = 0;
        while (place < _places.Count)
        {
            if (TryWrite(sweep, _places[place]))
                _places.RemoveAt(place);
            else if (IsOrdered)
                break;
            else
                place++;
        }

        _pause = LeastPart * Stopwatch.GetElapsedTime(begin);
        _sinceLook.Restart();
    }

    private bool TryWrite(SweepFolder sweep, Place place)
    {
        if (_cmdlet.Cancellation.IsCancellationRequested)
            throw new PipelineStoppedException();
        if (place.Cell is not { } cell)
            _cmdlet.WriteError(place.Error);
        else if (sweep.TryReadComparison(cell) is { } comparison)
            _write(comparison);
        else if (sweep.ReadFailure(cell) is { } failure)
            _cmdlet.WriteError(Failure.OfRun(failure, $"{cell}"));
        else if (_hindrance is { } hindrance && hindrance.Engine == cell.Experiment.Engine)
            _cmdlet.WriteError(Failure.Of(hindrance, $"{cell}"));
        else
            return false;
        return true;
    }

    /// <summary>What is written for an experiment: what comes of its cell, or why there is none.</summary>
    private sealed record Place(SweepCell? Cell, ErrorRecord? Error);
}

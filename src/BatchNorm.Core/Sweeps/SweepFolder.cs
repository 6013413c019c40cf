using BatchNorm.Experiments;
using BatchNorm.Storage;
using BatchNorm.Training;

namespace BatchNorm.Sweeps;

/// <summary>
/// A sweep: a folder of files that people can read, move, copy and merge. What is to be done stands in it before anything is, what was done is there
/// whole or not at all, and nothing else is known anywhere.
/// </summary>
/// <remarks>
/// <code>
/// sweep.json              the data; made once
/// cells/                  what is to be compared: a line a cell, a file for each time that cells were added
/// runs/                   what was trained: a file a run, KEY.with.json and KEY.without.json
/// checkpoints/            runs under way
/// leases/ workers/ stop   who trains what, and whether they are to stop
/// errors/                 what failed, damaged files that were set aside, and what machines lack
/// submissions/ logs/      what was handed to an engine, and what workers wrote
/// </code>
/// </remarks>
public sealed class SweepFolder
{
    internal const string HeadName = "sweep.json";
    internal const string CheckpointExtension = ".safetensors";

    private const string RunExtension = ".json";

    private readonly CellRoom _cells;

    private SweepFolder(string path, SweepData data)
    {
        Path = path;
        Data = data;
        _cells = new CellRoom(this);
    }

    /// <summary>Where it is: a full path.</summary>
    public string Path { get; }

    /// <summary>The data of all its cells.</summary>
    public SweepData Data { get; }

    /// <summary>What is to be compared.</summary>
    internal string CellFiles => Room("cells");

    /// <summary>Where runs under way are kept.</summary>
    internal string Checkpoints => Room("checkpoints");

    /// <summary>Who has claimed what.</summary>
    internal string Leases => Room("leases");

    /// <summary>Signs of life.</summary>
    internal string Workers => Room("workers");

    /// <summary>What failed.</summary>
    internal string Errors => Room("errors");

    /// <summary>Whether workers were told to stop, and the sweep was not begun again since.</summary>
    public bool IsStopped => File.Exists(StopMark);

    /// <summary>The file that tells workers to stop, while it is there.</summary>
    private string StopMark => System.IO.Path.Combine(Path, "stop");

    private string Runs => Room("runs");

    /// <summary>Whether there is a sweep at a path.</summary>
    public static bool IsSweep(string path) => File.Exists(System.IO.Path.Combine(path, HeadName));

    /// <summary>Makes a sweep, or opens the one that is there.</summary>
    /// <param name="path">The folder; made where it is missing.</param>
    /// <param name="data">The data of all its cells.</param>
    /// <exception cref="OtherDataException">There is a sweep of other data.</exception>
    /// <exception cref="StorageException">There is a damaged one, or a newer version made it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static SweepFolder Create(string path, SweepData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(data);
        string full = System.IO.Path.GetFullPath(path);
        if (IsSweep(full))
        {
            SweepFolder known = Open(full);
            return known.Data.Sha256 == data.Sha256 ? known : throw new OtherDataException(known.Data, data.Name, data.Sha256);
        }

        if (File.Exists(full))
            throw new IOException($"'{path}' is a file, and a sweep is a folder. Choose another path.");
        Directory.CreateDirectory(full);
        var made = new SweepFolder(full, data);
        foreach (string room in (string[])[made.CellFiles, made.Runs, made.Checkpoints, made.Leases, made.Workers, made.Errors])
            Directory.CreateDirectory(room);
        return SweepHead.TryWrite(System.IO.Path.Combine(full, HeadName), data) ? made : Create(path, data); // somebody made one at the same moment
    }

    /// <summary>Opens a sweep.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="NoSweepException">There is none.</exception>
    /// <exception cref="StorageException">It is damaged, or a newer version made it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SweepFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.GetFullPath(path);
        return IsSweep(full)
            ? new SweepFolder(full, SweepHead.Read(System.IO.Path.Combine(full, HeadName)))
            : throw new NoSweepException(path);
    }

    /// <summary>Adds cells that are not in it yet.</summary>
    /// <param name="experiments">Settled, and of the sweep's data.</param>
    /// <returns>How many were added.</returns>
    /// <exception cref="ArgumentException">One is not settled, or of other data.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public int Add(IEnumerable<PublishedExperiment> experiments) => _cells.Add(experiments);

    /// <summary>How many <see cref="Add"/> would add; changes nothing.</summary>
    /// <inheritdoc cref="Add"/>
    public int CountNew(IEnumerable<PublishedExperiment> experiments) => _cells.CountNew(experiments);

    /// <summary>All its cells, one after the other: those that were added first, first.</summary>
    /// <exception cref="StorageException">A file of cells is damaged, or a newer version wrote it.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public IEnumerable<SweepCell> Cells() => _cells.Read(_ => true);

    /// <summary>Some of its cells, one after the other; those that are not wanted cost little.</summary>
    /// <inheritdoc cref="Cells()"/>
    internal IEnumerable<SweepCell> Cells(Func<CellEntry, bool> isWanted) => _cells.Read(isWanted);

    /// <summary>What is known of its cells without reading their settings, one after the other.</summary>
    /// <inheritdoc cref="Cells()"/>
    internal IEnumerable<CellEntry> Entries() => _cells.ReadEntries();

    /// <summary>The comparison of a cell, or null where one of its runs is not there, or damaged.</summary>
    /// <exception cref="StorageException">A newer version wrote one.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public BatchNormComparison? TryReadComparison(SweepCell cell) =>
        IsThere(cell) && TryReadRun(cell.Without) is { } without && TryReadRun(cell.With) is { } with
            ? BatchNormComparison.Of(cell.Experiment, without, with)
            : null;

    /// <summary>Whether the files of both runs of a cell are there, whatever is in them.</summary>
    public bool IsThere(SweepCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return IsKept(cell.Without) && IsKept(cell.With);
    }

    /// <summary>A run that was kept, or null where there is none, or a damaged one.</summary>
    /// <exception cref="StorageException">A newer version wrote it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public TrainingRun? TryReadRun(SweepRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return RunFile.Read(RunPath(run.FileName), run);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (StorageException damaged) when (!damaged.IsOfNewerVersion)
        {
            return null;
        }
    }

    /// <summary>Sets aside all runs that are damaged, so that they are trained again.</summary>
    /// <returns>The names of their files.</returns>
    /// <exception cref="IOException">One cannot be read, or not be set aside.</exception>
    public IReadOnlyList<string> SetAsideDamagedRuns(CancellationToken cancellation = default)
    {
        var damaged = new List<string>();
        foreach (string name in KeptRuns())
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                RunFile.Check(RunPath(name), name[..SettingKey.Length]);
            }
            catch (StorageException refusal) when (!refusal.IsOfNewerVersion)
            {
                DamagedFile.SetAside(RunPath(name), Errors);
                damaged.Add(name);
            }
            catch (FileNotFoundException)
            {
                // Somebody else set it aside.
            }
        }

        return damaged;
    }

    /// <summary>Tells all workers to stop: they keep what is under way, and end.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Stop() => File.WriteAllText(StopMark, "");

    /// <summary>
    /// Lets workers work, and forgets earlier failures: each run is tried again as if it had not been. What killed workers left of runs that are
    /// there by now, or have failed, is removed.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Begin()
    {
        File.Delete(StopMark);
        Forget(_ => true);
        new WorkerRoom(this, TimeSpan.MaxValue, TimeProvider.System).RemoveDead();
    }

    /// <summary>Forgets earlier failures of some cells, and nothing else: each of their runs is tried again as if it had not been.</summary>
    /// <inheritdoc cref="Begin"/>
    public void Forget(IEnumerable<SweepCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        HashSet<string> names = [.. cells.SelectMany(cell => cell.Runs).Select(run => run.FileName)];
        Forget(names.Contains);
    }

    /// <summary>Why a cell is not tried again: the failure of one of its runs; null where it is there, or to be tried.</summary>
    public RunFailure? ReadFailure(SweepCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var failures = new FailureRoom(this);
        return cell.Runs.Where(run => !IsKept(run)).Select(run => failures.ReadFinal(run.FileName)).FirstOrDefault(failure => failure is not null);
    }

    /// <summary>Keeps a run; it is there whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal void Keep(SweepRun run, TrainingRun result)
    {
        EnsureRoom(Runs);
        RunFile.Write(RunPath(run.FileName), run, result);
    }

    /// <summary>Makes one of its rooms where it is missing: an empty folder is easily lost on the way to another machine.</summary>
    /// <exception cref="NoSweepException">The whole sweep is gone.</exception>
    internal void EnsureRoom(string room)
    {
        if (Directory.Exists(room))
            return;
        NoSweepException.ThrowIfGone(Path);
        Directory.CreateDirectory(room);
    }

    /// <summary>Where a run under way is kept.</summary>
    internal string CheckpointPath(SweepRun run) => System.IO.Path.Combine(Checkpoints, run.FileName + CheckpointExtension);

    /// <summary>Whether a run was kept.</summary>
    internal bool IsKept(SweepRun run) => File.Exists(RunPath(run.FileName));

    /// <summary>The names of the runs that were kept, <see cref="SweepRun.FileName"/>, by listing and nothing else.</summary>
    internal HashSet<string> KeptRuns() =>
    [
        .. NamesIn(Runs)
            .Where(name => name.EndsWith(RunExtension, StringComparison.Ordinal) && name.Length > SettingKey.Length && SettingKey.IsKey(name.AsSpan(0, SettingKey.Length)))
            .Select(name => name[..^RunExtension.Length]),
    ];

    /// <summary>
    /// The names of the files in one of its rooms, each once though a listing may tell a name twice that is written meanwhile; none where it is
    /// missing, as an empty folder easily is.
    /// </summary>
    /// <exception cref="NoSweepException">The whole sweep is gone: that nothing is there means nothing.</exception>
    /// <exception cref="IOException">It cannot be listed.</exception>
    internal IEnumerable<string> NamesIn(string room) => FilesIn(room).Select(file => file.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The files in one of its rooms; none where it is missing.</summary>
    /// <inheritdoc cref="NamesIn"/>
    internal FileInfo[] FilesIn(string room)
    {
        try
        {
            return new DirectoryInfo(room).GetFiles();
        }
        catch (DirectoryNotFoundException)
        {
            NoSweepException.ThrowIfGone(Path);
            return [];
        }
    }

    private void Forget(Func<string, bool> isOf)
    {
        var failures = new FailureRoom(this);
        HashSet<string> kept = [.. KeptRuns().Where(isOf)];
        HashSet<string> settled = [.. failures.FinalRuns().Where(isOf), .. kept];
        Remove(Leases, settled); // those of runs that have failed among them, as many of them in a row are held against a run
        Remove(Checkpoints, kept);
        failures.PutAway(isOf);
    }

    private void Remove(string room, HashSet<string> runs)
    {
        foreach (string name in NamesIn(room).Where(name => runs.Contains(System.IO.Path.GetFileNameWithoutExtension(name))).ToArray())
            File.Delete(System.IO.Path.Combine(room, name));
    }

    private string RunPath(string name) => System.IO.Path.Combine(Runs, name + RunExtension);

    private string Room(string name) => System.IO.Path.Combine(Path, name);
}

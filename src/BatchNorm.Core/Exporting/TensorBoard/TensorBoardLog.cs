using BatchNorm.Files;
using BatchNorm.Training;

namespace BatchNorm.Exporting.TensorBoard;

/// <summary>
/// Runs as TensorBoard reads them: a folder with a folder a run, each with a file of events, and one of its own that tells the HParams dashboard which settings and
/// results there are. The same runs give the same names and the same bytes.
/// </summary>
/// <remarks>A run does not know when it was: its times begin at 1970-01-01 00:00 UTC, so that runs lie above each other by wall time as they do by relative time.</remarks>
public sealed class TensorBoardLog
{
    private readonly Dictionary<string, TrainingRun> _runs;

    private TensorBoardLog(Dictionary<string, TrainingRun> runs, int repeated)
    {
        _runs = runs;
        Repeated = repeated;
    }

    /// <summary>The names of the runs' folders, in the runs' order.</summary>
    public IReadOnlyCollection<string> Runs => _runs.Keys;

    /// <summary>How many of the runs were another one over again, with the same settings and the same numbers at the end, and are written once.</summary>
    public int Repeated { get; }

    /// <summary>Names the runs; nothing is written yet.</summary>
    public static TensorBoardLog Of(IEnumerable<ExportedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var named = new Dictionary<string, TrainingRun>(StringComparer.Ordinal);
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        int repeated = 0;
        foreach (ExportedRun exported in runs)
        {
            string name = RunFolderName.Of(exported);
            int number = given.GetValueOrDefault(name) + 1;
            if (number > 1 && exported.Run.FinalParametersHash.Length > 0)
            {
                repeated++;
                continue;
            }

            // Runs of which nothing tells them apart are numbered; names end in digits of a hash, so that a numbered one is no other run's.
            given[name] = number;
            named.Add(number == 1 ? name : FormattableString.Invariant($"{name} {number}"), exported.Run);
        }

        return new TensorBoardLog(named, repeated);
    }

    /// <summary>The files of events that saving writes into a folder.</summary>
    public IEnumerable<string> Files(string folder) => _runs.Keys.Prepend("").Select(name => Path.Combine(folder, name, EventFile.Name));

    /// <summary>The runs of earlier exports that stand in a folder and that TensorBoard shows beside these.</summary>
    public IReadOnlyList<string> Others(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateDirectories(folder)
            .Where(run => File.Exists(Path.Combine(run, EventFile.Name)))
            .Select(run => Path.GetFileName(run))
            .Where(name => !_runs.ContainsKey(name)),
    ];

    /// <summary>
    /// Writes the files, each of which appears whole or not at all, and makes the folders that are missing. Writing again replaces them, and goes on where it was stopped;
    /// what else stands in the folder is left alone.
    /// </summary>
    /// <param name="folder">Where; the folder above it must exist.</param>
    /// <param name="overwrite">Whether existing files are replaced.</param>
    /// <param name="cancellation">Checked between the files.</param>
    /// <exception cref="FileExistsException">One of the files exists and must not be replaced; nothing is written.</exception>
    /// <exception cref="IOException">The folder above is missing, the disk is full, or a file stands where a folder is to be.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the files that are there are whole.</exception>
    public void Save(string folder, bool overwrite, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!overwrite && Files(folder).FirstOrDefault(File.Exists) is { } existing)
            throw new FileExistsException(existing);

        foreach ((string name, TrainingRun run) in _runs)
        {
            cancellation.ThrowIfCancellationRequested();
            string runFolder = Path.Combine(folder, name);
            Directory.CreateDirectory(runFolder);
            EventFile.Save(Path.Combine(runFolder, EventFile.Name), RunEvents.Of(run), overwrite);
        }

        Directory.CreateDirectory(folder);
        EventFile.Save(
            Path.Combine(folder, EventFile.Name), [EventMessages.Event(0, 0, [HyperparameterMessages.Experiment(_runs.Values)])], overwrite);
    }
}

using System.Globalization;
using BatchNorm.Files;
using BatchNorm.Storage;

namespace BatchNorm.Sweeps;

/// <summary>
/// The failures of a sweep's runs, each a file: KEY.with.1.json, .2.json and, from which on the run is not tried again, KEY.with.final.json. What
/// happened to machines is none of them.
/// </summary>
internal sealed class FailureRoom(SweepFolder sweep)
{
    private const string Final = ".final.json";
    private const string Before = "before";

    /// <summary>Whether a run is not to be tried again.</summary>
    public bool IsFinal(SweepRun run) => File.Exists(FinalPath(run.FileName));

    /// <summary>The names of the runs that are not to be tried again, by listing and nothing else.</summary>
    public HashSet<string> FinalRuns() =>
        [.. sweep.NamesIn(sweep.Errors).Where(name => name.EndsWith(Final, StringComparison.Ordinal)).Select(name => name[..^Final.Length])];

    /// <summary>The failure after which a run is not tried again; null where there is none, or it cannot be looked at.</summary>
    public RunFailure? ReadFinal(string fileName)
    {
        try
        {
            return JsonFile.Read<RunFailure>(FinalPath(fileName), RunFailure.MostBytes);
        }
        catch (StorageException damaged)
        {
            return Unreadable(fileName, damaged); // the run counts as failed, by the file's name: something has to be said of it
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a failure.</summary>
    /// <param name="run">The run.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="retryCount">How often a run is tried again.</param>
    /// <param name="isHopeless">Whether it would fail each time.</param>
    /// <returns>Whether the run is not to be tried again.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public bool Keep(SweepRun run, RunFailure failure, int retryCount, bool isHopeless)
    {
        sweep.EnsureRoom(sweep.Errors);
        for (int number = 1; ; number++)
        {
            bool isFinal = isHopeless || number > retryCount;
            string path = isFinal ? FinalPath(run.FileName) : Path.Combine(sweep.Errors, string.Create(CultureInfo.InvariantCulture, $"{run.FileName}.{number}.json"));
            try
            {
                JsonFile.Write(path, failure, overwrite: isFinal);
                return isFinal;
            }
            catch (FileExistsException)
            {
                // Of an earlier time.
            }
        }
    }

    /// <summary>Puts failures away, so that their runs are tried again as if they never had been.</summary>
    /// <param name="isOf">Of which runs, by the names of their files.</param>
    /// <exception cref="IOException">One cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void PutAway(Func<string, bool> isOf)
    {
        string[] names = [.. sweep.NamesIn(sweep.Errors).Where(name => name.EndsWith(".json", StringComparison.Ordinal) && !name.StartsWith('.') && isOf(RunOf(name)))];
        if (names.Length == 0)
            return;

        string folder = Path.Combine(sweep.Errors, Before);
        Directory.CreateDirectory(folder);
        foreach (string name in names)
        {
            try
            {
                File.Move(Path.Combine(sweep.Errors, name), Path.Combine(folder, name), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // Somebody else begins the sweep at the same moment.
            }
        }
    }

    private RunFailure Unreadable(string fileName, StorageException damaged) => new()
    {
        Key = fileName[..Math.Min(SettingKey.Length, fileName.Length)],
        UseBatchNorm = fileName == SweepRun.NameOf(fileName[..Math.Min(SettingKey.Length, fileName.Length)], useBatchNorm: true),
        Message = $"Why it failed cannot be read any more. {damaged.Message}",
        Error = nameof(StorageException),
        Host = "an unknown machine",
        Worker = "",
        Time = File.GetLastWriteTimeUtc(FinalPath(fileName)),
    };

    /// <summary>"KEY.with" of "KEY.with.final.json".</summary>
    private static string RunOf(string name) => Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(name));

    private string FinalPath(string fileName) => Path.Combine(sweep.Errors, fileName + Final);
}

using System.Diagnostics;
using BatchNorm.Experiments;
using BatchNorm.Sweeps;

namespace BatchNorm.Kills;

/// <summary>
/// Kills workers of sweeps at random moments, SIGKILL, two at work at a time, and looks after each kill whether anything was lost or half. A sweep that
/// is finished is held against one quiet process, and the next is begun.
/// </summary>
/// <param name="folder">Where sweeps are made.</param>
/// <param name="seed">Fixes the moments, as far as the machine lets anybody.</param>
public sealed class KillRun(string folder, int seed) : IDisposable
{
    /// <summary>What is right to happen to a run that is unlucky: nobody can tell it from one that kills its workers.</summary>
    private const string GivenUp = "five times in a row over one run, which was given up and begun again";

    private const int Workers = 2;
    private const int LongestLife = 400;

    private readonly Random _random = new(seed);
    private readonly List<Process> _workers = [];
    private readonly Dictionary<string, int> _found = [];
    private readonly List<string> _problems = [];

    /// <summary>Sweeps that were finished and came out equal.</summary>
    public int Sweeps { get; private set; }

    /// <summary>What was found of a killed worker, and how often.</summary>
    public IReadOnlyDictionary<string, int> Found => _found;

    /// <summary>What was lost, half or other than it should be; none where all is well.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Kills that many workers, and lets the last sweep come to its end.</summary>
    public void Run(int kills)
    {
        for (int killed = 0, round = 1; killed < kills; round++)
        {
            SweepFolder sweep = KillSweep.Create(Path.Combine(folder, $"{round}"), round);
            int done = 0;
            while (killed < kills && Status(sweep).RunsLeft > 0)
            {
                Start(sweep);
                if (Kill(sweep))
                    killed++;
                done = Check(sweep, done);
            }

            Finish(sweep);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill();
            worker.Dispose();
        }
    }

    private static SweepStatus Status(SweepFolder sweep) => new SweepSurvey(sweep).Status();

    private void Start(SweepFolder sweep)
    {
        _workers.RemoveAll(worker => worker.HasExited);
        while (_workers.Count < Workers)
            _workers.Add(Process.Start(new ProcessStartInfo("dotnet", [typeof(KillRun).Assembly.Location, "worker", sweep.Path]) { UseShellExecute = false })!);
    }

    /// <summary>Kills one of the workers after a while, unless it has ended by then.</summary>
    private bool Kill(SweepFolder sweep)
    {
        Process worker = _workers[_random.Next(_workers.Count)];
        if (_random.Next(8) > 0)
            AwaitFirstSign(sweep, worker);
        if (worker.WaitForExit(_random.Next(LongestLife)))
        {
            if (worker.ExitCode != 0)
                _problems.Add($"A worker ended by itself with exit code {worker.ExitCode}.");
            return false;
        }

        worker.Kill();
        worker.WaitForExit();
        foreach (string trace in Traces(sweep, worker.Id))
            _found[trace] = _found.GetValueOrDefault(trace) + 1;
        return true;
    }

    /// <summary>Most kills are to come when there is something to lose, and a process takes its time to begin.</summary>
    private static void AwaitFirstSign(SweepFolder sweep, Process worker)
    {
        while (!worker.HasExited && !Status(sweep).Workers.Any(known => known.ProcessId == worker.Id))
            Thread.Sleep(5);
    }

    /// <summary>What a killed worker left behind.</summary>
    private static IEnumerable<string> Traces(SweepFolder sweep, int process)
    {
        WorkerStatus? dead = new SweepSurvey(sweep).Status().Workers.FirstOrDefault(worker => worker.ProcessId == process && !worker.IsAlive);
        string[] temporary = [.. Directory.EnumerateFiles(sweep.Path, ".*.tmp", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))];
        if (dead is null)
            return ["before its first sign of life"];
        bool isBehindResult = Directory.EnumerateFiles(Path.Combine(sweep.Path, "leases"), "*.with*")
            .Any(lease => File.Exists(Path.Combine(sweep.Path, "runs", Path.GetFileNameWithoutExtension(lease) + ".json")));
        return temporary.Select(room => $"beside a half-written file in {room}/")
            .Concat(isBehindResult ? ["between a result and the end of its lease"] : [])
            .Concat(dead.Running.Any(run => run.CompletedBatches > 0) ? ["in training"] : [])
            .Append(dead.Running.Count == 0 ? "between two runs" : "with runs in hand").Distinct();
    }

    /// <summary>What was there is there, whole; returns how many comparisons are.</summary>
    private int Check(SweepFolder sweep, int doneBefore)
    {
        int done = sweep.Cells().Count(cell => sweep.TryReadComparison(cell) is not null);
        if (done < doneBefore)
            _problems.Add($"{doneBefore} comparisons were done, and then {done}.");
        string errors = Path.Combine(sweep.Path, "errors");
        foreach (string file in Directory.EnumerateFiles(errors).Where(file => !Path.GetFileName(file).StartsWith('.')).ToArray())
        {
            string failure = File.ReadAllText(file);
            if (failure.Contains("DeadlyRunException", StringComparison.Ordinal))
                _found[GivenUp] = _found.GetValueOrDefault(GivenUp) + 1;
            else
                _problems.Add($"{Path.GetFileName(file)}: {failure}");
        }

        if (Status(sweep).Failed > 0)
            sweep.Begin(); // as a person does who starts the sweep again
        return done;
    }

    private void Finish(SweepFolder sweep)
    {
        foreach (Process worker in _workers)
        {
            worker.WaitForExit();
            worker.Dispose();
        }

        _workers.Clear();
        sweep.Begin();
        new SweepWorker(sweep, KillSweep.Images, KillSweep.Settings).Run(CancellationToken.None);
        Check(sweep, 0);
        foreach (SweepCell cell in sweep.Cells())
        {
            BatchNormComparison quiet = KillSweep.Quiet(cell);
            if (sweep.TryReadComparison(cell) is not { } kept)
                _problems.Add($"'{cell}' is lost.");
            else if ((kept.FinalParametersHashWithout, kept.FinalParametersHashWith, kept.BatchOrderHash, Losses(kept))
                != (quiet.FinalParametersHashWithout, quiet.FinalParametersHashWith, quiet.BatchOrderHash, Losses(quiet)))
            {
                _problems.Add($"'{cell}' came out other than in one quiet process.");
            }
        }

        Sweeps++;
    }

    private static string Losses(BatchNormComparison comparison) => string.Join(
        ' ', comparison.WithoutBatchNorm.Samples.Concat(comparison.WithBatchNorm.Samples).Select(sample => FormattableString.Invariant($"{sample.Step}:{sample.Loss:R}")));
}

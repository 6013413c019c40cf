using System.Globalization;

namespace BatchNorm.Sweeps.Launching;

/// <summary>
/// Hands workers to Slurm and follows them. Nothing is asked of it but sbatch, squeue and scancel, and its memory is not relied on: it
/// says what is queued or runs, and what came of it stands in the sweep's folder.
/// </summary>
public sealed class SlurmLauncher
{
    private const string Fields = "%j|%F|%K|%T|%N|%r";

    private readonly ICommandRunner _runner;
    private readonly string _sweepFolder;
    private readonly Submissions _submissions;

    /// <summary>Names the sweep; nothing is asked before it is needed.</summary>
    /// <param name="runner">Runs Slurm's commands.</param>
    /// <param name="sweepFolder">The sweep's folder, which all nodes see at this same place.</param>
    public SlurmLauncher(ICommandRunner runner, string sweepFolder)
    {
        ArgumentNullException.ThrowIfNull(runner);
        _submissions = new Submissions(sweepFolder);
        _sweepFolder = Path.GetFullPath(sweepFolder);
        _runner = runner;
    }

    /// <summary>
    /// Submits one array job of workers. What it is called is kept before Slurm is asked, so that a job whose number was never learnt is found again.
    /// </summary>
    /// <param name="command">The worker: what each task runs.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellation">Gives up waiting for sbatch. The job may have been taken by then; it is found and cancelled by the submission that is kept.</param>
    /// <exception cref="ArgumentException">No job can be made of the options or the paths.</exception>
    /// <exception cref="LaunchException">Slurm is not there, does not answer, or refuses the job.</exception>
    /// <exception cref="IOException">The submission cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">The sweep's folder may not be written to.</exception>
    public Submission Start(WorkerCommand command, SlurmOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Submission submission = Submission.New(SubmissionKind.Slurm, options.Workers);
        string script = SlurmJob.Script(submission, command);
        IReadOnlyList<string> arguments =
            SlurmJob.Arguments(submission, _sweepFolder, _submissions.LogFolder, _submissions.ScriptPathOf(submission), options);

        Directory.CreateDirectory(_submissions.LogFolder);
        _submissions.SaveScript(submission, script);
        _submissions.Save(submission);
        submission = submission with { JobId = Submitted(submission, arguments, cancellation) };
        _submissions.Save(submission);
        return submission;
    }

    /// <summary>What Slurm has not done with of some submissions: empty once it has, or has forgotten them.</summary>
    /// <param name="submissions">The submissions; those of other kinds are passed over.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="LaunchException">Slurm is not there or does not answer.</exception>
    public IReadOnlyList<SlurmTask> Queue(IEnumerable<Submission> submissions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        return
        [
            .. submissions.Where(submission => submission.Kind == SubmissionKind.Slurm)
                .GroupBy(submission => submission.User, StringComparer.Ordinal)
                .SelectMany(group => group.Chunk(100).SelectMany(some => Queue(group.Key, some, cancellation))),
        ];
    }

    /// <summary>Cancels what is queued or runs of a submission; nothing happens where that is nothing.</summary>
    /// <remarks>By its name and never by its number: numbers are used again, by a new cluster at the latest.</remarks>
    /// <param name="submission">The submission.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="LaunchException">Slurm is not there or does not answer.</exception>
    public void Cancel(Submission submission, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(submission);
        Answer("scancel", [$"--name={submission.JobName}", .. OfUser(submission.User)], cancellation);
    }

    private static IEnumerable<string> OfUser(string user) => user.Length == 0 ? [] : [$"--user={user}"];

    private IEnumerable<SlurmTask> Queue(string user, IReadOnlyCollection<Submission> submissions, CancellationToken cancellation)
    {
        string names = string.Join(',', submissions.Select(submission => submission.JobName));
        CommandResult answer = Answer("squeue", ["--noheader", "--array", $"--format={Fields}", $"--name={names}", .. OfUser(user)], cancellation);
        return answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parsed).OfType<SlurmTask>();
    }

    /// <summary>A line of squeue; null for what is none, as the greeting of a site.</summary>
    private static SlurmTask? Parsed(string line)
    {
        string[] fields = line.Split('|', 6);
        return fields.Length == 6
            && Submission.JobIdText().IsMatch(fields[1])
            && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? new SlurmTask(fields[0], fields[1], index, fields[3], fields[4], fields[5])
            : null;
    }

    /// <summary>The number of the job. Where sbatch was refused nothing is kept; where nobody can tell, what is kept finds the job later.</summary>
    private string Submitted(Submission submission, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        CommandResult result;
        try
        {
            result = Run("sbatch", arguments, cancellation);
        }
        catch (LaunchException missing) when (missing.Problem == LaunchProblem.SchedulerNotFound)
        {
            _submissions.Remove(submission);
            throw;
        }
        catch (LaunchException silent)
        {
            return Found(submission, silent, cancellation);
        }

        if (result.ExitCode == 0)
            return JobNumber(result) ?? Found(submission, NoNumber(result), cancellation);
        LaunchException refusal = SlurmRefusal.Of("sbatch", result);
        if (IsUncertain(result))
            return Found(submission, refusal, cancellation);
        _submissions.Remove(submission);
        throw refusal;
    }

    /// <summary>Whether the answer was lost and not the request: then there may be a job.</summary>
    private static bool IsUncertain(CommandResult result) =>
        result.Error.Contains("timed out", StringComparison.OrdinalIgnoreCase) || result.Error.Contains("Zero Bytes", StringComparison.OrdinalIgnoreCase);

    /// <summary>sbatch writes the number, and behind a semicolon the cluster where there are several; sites may greet before it.</summary>
    private static string? JobNumber(CommandResult result)
    {
        string last = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
        string number = last.Split(';')[0];
        return Submission.JobIdText().IsMatch(number) ? number : null;
    }

    private static LaunchException NoNumber(CommandResult result) => new(
        LaunchProblem.SubmissionUncertain,
        $"sbatch ended without a number of a job. It said: '{ControlCharacters.Shown($"{result.Output} {result.Error}".Trim())}'.");

    /// <summary>The number of a job that sbatch did not tell, from the queue.</summary>
    private string Found(Submission submission, LaunchException trouble, CancellationToken cancellation)
    {
        try
        {
            if (Queue([submission], cancellation) is [{ } task, ..])
                return task.JobId;
        }
        catch (LaunchException)
        {
            // It is the first trouble that is told.
        }

        throw new LaunchException(
            LaunchProblem.SubmissionUncertain,
            $"{trouble.Message} Whether Slurm took the job is not known: 'squeue --name={submission.JobName}' would list it.",
            trouble);
    }

    private CommandResult Answer(string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        CommandResult result = Run(command, arguments, cancellation);
        return result.ExitCode == 0 ? result : throw SlurmRefusal.Of(command, result);
    }

    private CommandResult Run(string command, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            return _runner.Run(command, arguments, cancellation);
        }
        catch (FileNotFoundException missing)
        {
            throw new LaunchException(LaunchProblem.SchedulerNotFound, $"Slurm's command {command} is not here.", missing);
        }
        catch (Exception silent) when (silent is TimeoutException or IOException)
        {
            throw new LaunchException(LaunchProblem.SchedulerUnavailable, $"Slurm does not answer: {silent.Message}", silent);
        }
    }
}

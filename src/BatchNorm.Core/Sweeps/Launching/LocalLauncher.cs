using System.Globalization;

namespace BatchNorm.Sweeps.Launching;

/// <summary>
/// Starts workers on this computer, as processes that depend on nothing: they go on when the window is closed, when Ctrl+C is pressed in it, and
/// when the process that started them ends.
/// </summary>
public sealed class LocalLauncher
{
    private readonly ICommandRunner _runner;
    private readonly string _sweepFolder;
    private readonly Submissions _submissions;

    /// <summary>Names the sweep; nothing is done before it is asked for.</summary>
    /// <param name="runner">Runs the system's commands.</param>
    /// <param name="sweepFolder">The sweep's folder.</param>
    public LocalLauncher(ICommandRunner runner, string sweepFolder)
    {
        ArgumentNullException.ThrowIfNull(runner);
        _submissions = new Submissions(sweepFolder);
        _sweepFolder = Path.GetFullPath(sweepFolder);
        _runner = runner;
    }

    /// <summary>Starts workers. What they write goes to logs/&lt;id&gt;-&lt;n&gt;.out, n from 0.</summary>
    /// <param name="command">The worker.</param>
    /// <param name="workers">How many, at least 1.</param>
    /// <param name="cancellation">Starts no more of them; those that were started are kept and go on.</param>
    /// <exception cref="ArgumentException">There are no workers, or no command can be made of the paths.</exception>
    /// <exception cref="LaunchException">A process cannot be started. Those before it go on.</exception>
    /// <exception cref="IOException">The submission cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">The sweep's folder may not be written to.</exception>
    public Submission Start(WorkerCommand command, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        Submission submission = Submission.New(SubmissionKind.Local, workers);
        Directory.CreateDirectory(_submissions.LogFolder);
        for (int worker = 0; worker < workers; worker++)
        {
            cancellation.ThrowIfCancellationRequested();
            string log = Path.Combine(_submissions.LogFolder, string.Create(CultureInfo.InvariantCulture, $"{submission.Id}-{worker}.out"));
            WorkerProcess started = RunningProcess.Of(Started(command, log));
            submission = submission with { Processes = [.. submission.Processes, started] };
            _submissions.Save(submission);
        }

        return submission;
    }

    /// <summary>Those of a submission's workers that are alive, where it was made on this computer; else none that is known of.</summary>
    public static IReadOnlyList<WorkerProcess> Alive(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return submission.Kind == SubmissionKind.Local && submission.Host == Environment.MachineName
            ? [.. submission.Processes.Where(RunningProcess.IsAlive)]
            : [];
    }

    /// <summary>Asks a submission's workers to end, which they do once they have saved what they train; nothing happens where none is alive.</summary>
    /// <remarks>Windows has no way to ask a process without a window: there, workers end by the sweep's own sign to stop.</remarks>
    public void Cancel(Submission submission, CancellationToken cancellation = default)
    {
        if (OperatingSystem.IsWindows())
            return;

        // One that ended in the meantime makes kill fail, which is no trouble.
        foreach (WorkerProcess process in Alive(submission))
            Run(new WorkerCommand("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]), cancellation);
    }

    private int Started(WorkerCommand command, string log)
    {
        if (OperatingSystem.IsWindows())
            return WindowsCommand.Start(command, _sweepFolder, log);

        // Not cancelled: a process must not be started without its number being known.
        CommandResult result = Run(DetachedCommand.Of(command, _sweepFolder, log), CancellationToken.None);
        return result.ExitCode == 0 && int.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : throw Failed($"A worker was not started: {ControlCharacters.Shown($"{result.Output} {result.Error}".Trim())}", null);
    }

    private CommandResult Run(WorkerCommand command, CancellationToken cancellation)
    {
        try
        {
            return _runner.Run(command.Program, command.Arguments, cancellation);
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            throw Failed($"A worker was not started or not ended: {error.Message}", error);
        }
    }

    private static LaunchException Failed(string message, Exception? cause) => new(LaunchProblem.WorkerNotStarted, message, cause);
}

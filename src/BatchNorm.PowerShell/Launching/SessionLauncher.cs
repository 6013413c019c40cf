using System.Collections;
using System.Globalization;
using System.Management.Automation.Runspaces;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Launching;

/// <summary>
/// Starts workers on another computer through a session. They do not depend on it: they go on when it breaks or is removed. Where the computer
/// does not see the sweep's folder it gets one of its own, and what was done there is fetched.
/// </summary>
internal sealed class SessionLauncher
{
    private const string StartScript = """
        param($program, $arguments)
        $ErrorActionPreference = 'Stop'
        $id = [int](& $program @arguments)
        $process = Get-Process -Id $id -ErrorAction Ignore
        [pscustomobject]@{ Id = $id; Ticks = $(if ($process) { $process.StartTime } else { [datetime]::Now }).ToUniversalTime().Ticks }
        """;

    private const string AliveScript = """
        param($ids, $starts, $signal)
        for ($i = 0; $i -lt @($ids).Count; $i++) {
            $process = Get-Process -Id @($ids)[$i] -ErrorAction Ignore
            if ($process -and [Math]::Abs($process.StartTime.ToUniversalTime().Ticks - @($starts)[$i]) -lt 50000000) {
                if ($signal) { /bin/sh -c 'kill -TERM "$1"' sh $process.Id 2>$null }
                $process.Id
            }
        }
        """;

    private readonly string _sweepFolder;
    private readonly Submissions _submissions;

    /// <summary>Names the sweep; nothing is done before it is asked for.</summary>
    /// <param name="sweepFolder">The sweep's folder on this computer.</param>
    public SessionLauncher(string sweepFolder)
    {
        _submissions = new Submissions(sweepFolder);
        _sweepFolder = Path.GetFullPath(sweepFolder);
    }

    /// <summary>Starts workers on the session's computer, which get the sweep first where they do not see it.</summary>
    /// <param name="session">An open session that is not in use.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellation">Gives up; workers that were started go on.</param>
    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    /// <exception cref="LaunchException">The session is broken or busy, or the computer lacks the module or a place for the sweep.</exception>
    /// <exception cref="IOException">The submission cannot be kept, or the sweep cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The sweep's folder may not be written to.</exception>
    public Submission Start(PSSession session, SessionOptions options, CancellationToken cancellation = default)
    {
        var computer = new RemoteComputer(session);
        string remotePath = options.RemotePath ?? _sweepFolder;
        if (!remotePath.StartsWith('/')) // that computer is a Unix
            throw new ArgumentException($"'{remotePath}' is no whole path on '{computer.Name}'. Give the folder from the root on, with -RemotePath: '/home/me/sweeps/rates'.");
        Submission submission = Submission.New(SubmissionKind.Session, options.Workers - options.Living) with { Host = computer.Name, RemotePath = remotePath };
        RemoteInstallation there = RemoteInstallation.On(computer, options.Module, options.Version, cancellation);
        WorkerCommand worker = WorkerCommandLine.Of(there.Pwsh, there.Module, Options(options, remotePath, there.Processors));
        WorkerCommand workerOfCopy = WorkerCommandLine.Of(there.Pwsh, there.Module, Options(options, remotePath, there.Processors) with { StartAt = options.StartAt });

        _submissions.Save(submission);
        try
        {
            submission = submission with { IsCopied = IsCopied(computer, submission, cancellation) };
            _submissions.Save(submission);
        }
        catch
        {
            _submissions.Remove(submission);
            throw;
        }

        for (int index = 0; index < submission.Workers; index++)
        {
            submission = submission with { Processes = [.. submission.Processes, Started(computer, submission.IsCopied ? workerOfCopy : worker, submission, index, cancellation)] };
            _submissions.Save(submission);
        }

        return submission;
    }

    /// <summary>What was started earlier on the session's computer, of this folder or the same copy of it, and how many workers of each live.</summary>
    /// <exception cref="LaunchException">The session is broken or busy.</exception>
    public IReadOnlyList<(Submission Submission, int Alive)> Earlier(PSSession session, string? remotePath, CancellationToken cancellation = default) =>
    [
        .. _submissions.All(_ => { }) // what cannot be read is told of where it is looked for
            .Where(submission => submission.Kind == SubmissionKind.Session && submission.Host == session.ComputerName && submission.RemotePath == (remotePath ?? _sweepFolder))
            .Select(submission => (submission, Alive(session, submission, cancellation)))
            .Where(earlier => earlier.Item2 > 0),
    ];

    /// <summary>How many of a submission's workers are alive on the session's computer.</summary>
    /// <exception cref="LaunchException">The session is broken or busy.</exception>
    public static int Alive(PSSession session, Submission submission, CancellationToken cancellation = default) =>
        Ask(session, submission, signal: false, cancellation);

    /// <summary>Asks a submission's workers to end, which they do once they have saved what they train.</summary>
    /// <exception cref="LaunchException">The session is broken or busy.</exception>
    public static void Cancel(PSSession session, Submission submission, CancellationToken cancellation = default) =>
        Ask(session, submission, signal: true, cancellation);

    /// <summary>
    /// Where the computer has a folder of its own: fetches what was done and what failed there, and sends what was done elsewhere meanwhile, so
    /// that it is not done twice. What is here already stays as it is.
    /// </summary>
    /// <returns>How many files came.</returns>
    /// <exception cref="LaunchException">The session is broken or busy, or the folder there is gone.</exception>
    /// <exception cref="IOException">What came cannot be written.</exception>
    public int Exchange(PSSession session, Submission submission, CancellationToken cancellation = default)
    {
        if (submission is not { Kind: SubmissionKind.Session, IsCopied: true, RemotePath: { } remotePath })
            return 0;

        return new RemoteSweep(new RemoteComputer(session), _sweepFolder, remotePath).Exchange(cancellation);
    }

    private static WorkerOptions Options(SessionOptions options, string remotePath, int processors) =>
        new(remotePath, options.ThreadsPerWorker ?? Math.Max(1, processors / options.Workers))
        {
            RetryCount = options.RetryCount,
            Dataset = options.Dataset,
            DatasetPath = options.DatasetPath,
        };

    /// <summary>
    /// Sees to it that the sweep is there, and tells whether as a copy. The file of the submission has just been made here, under a name
    /// that nobody else gives: where it is seen, both computers look at the same folder.
    /// </summary>
    private bool IsCopied(RemoteComputer computer, Submission submission, CancellationToken cancellation)
    {
        var sweep = new RemoteSweep(computer, _sweepFolder, submission.RemotePath!);
        bool isCopied = !sweep.Sees(_submissions.PathOf(submission), cancellation);
        if (isCopied)
        {
            sweep.Begin(cancellation);
            sweep.Exchange(cancellation);
        }

        sweep.MakeLogFolder(cancellation);
        return isCopied;
    }

    private static WorkerProcess Started(RemoteComputer computer, WorkerCommand worker, Submission submission, int index, CancellationToken cancellation)
    {
        string log = string.Create(CultureInfo.InvariantCulture, $"{submission.RemotePath}/logs/{submission.Id}-{index}.out");
        WorkerCommand detached = DetachedCommand.Of(worker, submission.RemotePath!, log);
        var parameters = new Hashtable { ["program"] = detached.Program, ["arguments"] = detached.Arguments.ToArray() };
        return computer.Run(StartScript, parameters, cancellation) is [var started]
            && RemoteComputer.Value<int>(started, "Id") is > 1 and var id
            && RemoteComputer.Value<long>(started, "Ticks") is > 0 and var ticks
            && ticks <= DateTime.MaxValue.Ticks
            ? new WorkerProcess(id, new DateTime(ticks, DateTimeKind.Utc))
            : throw new LaunchException(LaunchProblem.WorkerNotStarted, $"'{computer.Name}' did not tell the number of a worker's process.");
    }

    private static int Ask(PSSession session, Submission submission, bool signal, CancellationToken cancellation) => new RemoteComputer(session).Run(
        AliveScript,
        new Hashtable
        {
            ["ids"] = submission.Processes.Select(process => process.Id).ToArray(),
            ["starts"] = submission.Processes.Select(process => process.Started.Ticks).ToArray(),
            ["signal"] = signal,
        },
        cancellation).Count;
}

using System.Diagnostics;
using System.Management.Automation;
using BatchNorm.PowerShell.Launching;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Whether anybody works on a sweep, or may yet: what was handed to a scheduler can wait there for days.</summary>
internal sealed class SweepLife(CancellableCommand cmdlet, SweepFolder sweep)
{
    /// <summary>In which a process that was started somewhere gives its first sign of life.</summary>
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);

    /// <summary>Schedulers are not to be asked more often by everybody who waits.</summary>
    private static readonly TimeSpan QueueInterval = TimeSpan.FromSeconds(15);

    private readonly Stopwatch _sinceBegin = Stopwatch.StartNew();
    private readonly Stopwatch _sinceQueue = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private bool _isQueued;

    /// <summary>Whether a worker lives, or one that was started may still begin.</summary>
    public bool MayGoOn(SweepStatus status)
    {
        if (status.Workers.Any(worker => worker.IsAlive))
            return true;
        IReadOnlyList<Submission> submissions = new Submissions(sweep.Path).All(refused => Tell(refused.Message));
        return submissions.Any(IsStarting) || IsQueued([.. submissions.Where(submission => submission.Kind == SubmissionKind.Slurm)]);
    }

    /// <summary>Whether a process is there that has given no sign of life yet.</summary>
    private bool IsStarting(Submission submission) => submission.Kind switch
    {
        SubmissionKind.Local => LocalLauncher.Alive(submission).Count > 0,
        SubmissionKind.Session => _sinceBegin.Elapsed < TimeToStart,
        _ => false,
    };

    private bool IsQueued(IReadOnlyList<Submission> submissions)
    {
        if (submissions.Count == 0 || (_sinceQueue.IsRunning && _sinceQueue.Elapsed < QueueInterval))
            return _isQueued && submissions.Count > 0;
        try
        {
            _isQueued = new SlurmLauncher(new CommandRunner(), sweep.Path).Queue(submissions, cmdlet.Cancellation).Count > 0;
        }
        catch (LaunchException silent)
        {
            Tell($"{silent.Message} Whether workers of the sweep are queued is not known, and they are waited for. {LaunchAdvice.For(silent.Problem)}");
            _isQueued = true;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        _sinceQueue.Restart();
        return _isQueued;
    }

    private void Tell(string warning)
    {
        if (_told.Add(warning))
            cmdlet.WriteWarning(warning);
    }
}

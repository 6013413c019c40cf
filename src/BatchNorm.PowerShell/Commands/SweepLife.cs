using System.Diagnostics;
using BatchNorm.PowerShell.Launching;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Whether anybody works on a sweep, or may yet: what was handed to a scheduler can wait there for days.</summary>
internal sealed class SweepLife
{
    /// <summary>In which a process that was started somewhere gives its first sign of life.</summary>
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);

    /// <summary>In which a worker elsewhere, whose clock may be hours from this one, gives a sign of life, and shared folders show it.</summary>
    private static readonly TimeSpan TimeToShow = TimeSpan.FromSeconds(90);

    private readonly Stopwatch _watching = Stopwatch.StartNew();
    private readonly CancellableCommand _cmdlet;
    private readonly SweepFolder _sweep;
    private readonly SlurmQueue _queue;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Names the sweep; nothing is looked at before it is asked for.</summary>
    /// <param name="cmdlet">Whose warnings tell what cannot be known.</param>
    /// <param name="sweep">The sweep.</param>
    public SweepLife(CancellableCommand cmdlet, SweepFolder sweep)
    {
        _cmdlet = cmdlet;
        _sweep = sweep;
        _queue = new SlurmQueue(IsQueued, Tell, TimeProvider.System);
    }

    /// <summary>Whether a worker lives, or one that was started may still begin.</summary>
    public bool MayGoOn(SweepStatus status)
    {
        if (status.Workers.Any(worker => worker.IsAlive || (worker.Host != Environment.MachineName && _watching.Elapsed < TimeToShow)))
            return true;
        IReadOnlyList<Submission> submissions = new Submissions(_sweep.Path).All(refused => Tell(refused.Message));
        return submissions.Any(IsStarting) || _queue.MayHold([.. submissions.Where(submission => submission.Kind == SubmissionKind.Slurm)]);
    }

    /// <summary>Whether a process is there that has given no sign of life yet.</summary>
    private static bool IsStarting(Submission submission) => submission.Kind switch
    {
        SubmissionKind.Slurm => false,
        SubmissionKind.Local when submission.Host == Environment.MachineName => LocalLauncher.Alive(submission).Count > 0,
        // On another computer, whose processes nobody can see from here, and whose clock may be behind or ahead.
        _ => (DateTime.UtcNow - submission.Created).Duration() < TimeToStart,
    };

    private bool IsQueued(IReadOnlyList<Submission> submissions) => CancellableCommand.Cancellable(
        () => new SlurmLauncher(new CommandRunner(), _sweep.Path).Queue(submissions, _cmdlet.Cancellation).Count > 0);

    private void Tell(string warning)
    {
        if (_told.Add(warning))
            _cmdlet.WriteWarning(warning);
    }
}

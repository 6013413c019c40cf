using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Launching;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Stop-BatchNormSweep: tells the workers of a sweep to keep what they have and to end, wherever its folder is seen; through sessions, those of copies of it.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BatchNormSweep", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(SweepStatus))]
public sealed class StopBatchNormSweepCommand : SweepsCommand
{
    [Parameter(HelpMessage = "Open sessions with the computers that work on a copy of the sweep, which the mark in its folder does not reach. None unless given, and then such workers go on, with a warning.")]
    [PSDefaultValue(Help = "none")]
    [ValidateNotNullOrEmpty]
    public PSSession[] Session { get; set; } = [];

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        if (!ShouldProcess(sweep.Path, "Stop the workers of the sweep"))
            return;

        sweep.Stop();
        ILookup<SubmissionKind, Submission> submissions =
            new Submissions(sweep.Path).All(refused => WriteWarning(refused.Message)).ToLookup(submission => submission.Kind);
        var local = new LocalLauncher(new CommandRunner(), sweep.Path);
        foreach (Submission submission in submissions[SubmissionKind.Local])
            Try(submission.Id, () => local.Cancel(submission, Cancellation));
        if (submissions[SubmissionKind.Slurm].Any())
            Try(sweep.Path, () => CancelQueued(new SlurmLauncher(new CommandRunner(), sweep.Path), [.. submissions[SubmissionKind.Slurm]]));
        foreach (IGrouping<string, Submission> copy in submissions[SubmissionKind.Session].Where(submission => submission.IsCopied).GroupBy(submission => submission.Host))
            CancelCopy(sweep, copy.Key, copy);
        WriteObject(new SweepSurvey(sweep).Status());
    }

    /// <summary>Slurm is asked once what it still has: of most submissions that is nothing.</summary>
    private void CancelQueued(SlurmLauncher slurm, IReadOnlyList<Submission> submissions)
    {
        try
        {
            HashSet<string> queued = [.. slurm.Queue(submissions, Cancellation).Select(task => task.JobName)];
            foreach (Submission submission in submissions.Where(submission => queued.Contains(submission.JobName)))
                slurm.Cancel(submission, Cancellation);
        }
        catch (LaunchException missing) when (missing.Problem == LaunchProblem.SchedulerNotFound)
        {
            WriteWarning($"{missing.Message} Workers that Slurm runs end by the mark in the sweep's folder, and those that still wait in its queue end as soon as they begin. "
                + "Stop-BatchNormSweep on a login node of the cluster cancels them.");
        }
    }

    private void CancelCopy(SweepFolder sweep, string host, IEnumerable<Submission> submissions)
    {
        if (Array.Find(Session, session => string.Equals(session.ComputerName, host, StringComparison.OrdinalIgnoreCase)) is not { } session)
        {
            WriteWarning($"'{host}' was given a copy of the sweep '{sweep.Path}', which the mark to stop does not reach: workers that are still at work there go on. "
                + "Stop-BatchNormSweep with a -Session of that computer ends them.");
            return;
        }

        foreach (Submission submission in submissions)
            Try(submission.Id, () => SessionLauncher.Cancel(session, submission, Cancellation));
    }

    /// <summary>Workers that cannot be told do not keep the others from being told.</summary>
    private void Try(string target, Action cancel)
    {
        try
        {
            cancel();
        }
        catch (LaunchException failed)
        {
            WriteError(Failure.Of(failed, target));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}

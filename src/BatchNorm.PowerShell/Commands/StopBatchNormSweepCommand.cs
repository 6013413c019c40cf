using System.Management.Automation;
using BatchNorm.PowerShell.Errors;
using BatchNorm.Sweeps;
using BatchNorm.Sweeps.Launching;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Stop-BatchNormSweep: tells all workers of a sweep to keep what they have and to end, wherever they are.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BatchNormSweep", SupportsShouldProcess = true)]
[OutputType(typeof(SweepStatus))]
public sealed class StopBatchNormSweepCommand : SweepCommand
{
    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        if (!ShouldProcess(sweep.Path, "Stop the workers of the sweep"))
            return;

        sweep.Stop();
        foreach (Submission submission in new Submissions(sweep.Path).All(refused => WriteWarning(refused.Message)))
            Cancel(sweep, submission);
        WriteObject(new SweepSurvey(sweep).Status());
    }

    private void Cancel(SweepFolder sweep, Submission submission)
    {
        try
        {
            if (submission.Kind == SubmissionKind.Slurm)
                new SlurmLauncher(new CommandRunner(), sweep.Path).Cancel(submission, Cancellation);
            else if (submission.Kind == SubmissionKind.Local)
                new LocalLauncher(new CommandRunner(), sweep.Path).Cancel(submission, Cancellation);
        }
        catch (LaunchException failed)
        {
            WriteError(Failure.Of(failed, submission.Id));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}

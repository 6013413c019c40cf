using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Receive-BatchNormSweep: the comparisons of a sweep, in the order of its cells.</summary>
[Cmdlet(VerbsCommunications.Receive, "BatchNormSweep", DefaultParameterSetName = ByPath)]
[OutputType(typeof(BatchNormComparison))]
public sealed class ReceiveBatchNormSweepCommand : SweepsCommand
{
    [Parameter(HelpMessage = "Waits until every cell is done or has failed, and writes each as soon as it and all before it are there. Without it, what is there is written, and what is not is left out.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        SweepWait? wait = Wait ? new SweepWait(this, sweep) : null;
        int missing = 0;
        foreach (SweepCell cell in sweep.Cells())
        {
            bool isThere = TryWrite(sweep, cell);
            while (!isThere && wait?.MayCome() is true)
                isThere = TryWrite(sweep, cell);
            if (!isThere && !(Wait && TryWrite(sweep, cell))) // it may have come just before there was no more to wait for
                missing++;
        }

        wait?.End(missing);
        if (missing > 0 && !Wait)
            WriteVerbose($"{missing} of the comparisons of '{sweep.Path}' {(missing == 1 ? "is" : "are")} not there yet: -Wait waits for what is missing.");
    }

    /// <summary>Writes the comparison of a cell, or the error of one that failed; false where there is neither.</summary>
    private bool TryWrite(SweepFolder sweep, SweepCell cell)
    {
        if (Cancellation.IsCancellationRequested)
            throw new PipelineStoppedException();
        if (sweep.TryReadComparison(cell) is { } comparison)
            WriteObject(NamedView.Of(comparison));
        else if (sweep.IsThere(cell))
            WriteError(Failure.OfDamagedRun(cell, sweep));
        else if (sweep.ReadFailure(cell) is { } failure)
            WriteError(Failure.OfCell(cell, failure, sweep));
        else
            return false;
        return true;
    }
}

using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Storage;
using BatchNorm.Sweeps;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Receive-BatchNormSweep: the comparisons of a sweep, in the order of its cells, or those of some cells.</summary>
[Cmdlet(VerbsCommunications.Receive, "BatchNormSweep", DefaultParameterSetName = ByPath)]
[OutputType(typeof(BatchNormComparison))]
public sealed class ReceiveBatchNormSweepCommand : SweepsCommand
{
    private string? _readFrom;
    private Dictionary<string, SweepCell> _cells = [];

    [Parameter(ValueFromPipelineByPropertyName = true,
        HelpMessage = "The keys of the cells whose comparisons are wanted, as Get-BatchNormSweep -Cell tells them and passes them on through the pipeline. Without it, all.")]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    [Parameter(HelpMessage = "Waits until every cell is done or has failed, and writes each as soon as it and all before it are there. Without it, what is there is written, and what is not is left out.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    private protected override void Process(SweepFolder sweep)
    {
        SweepWait? wait = Wait ? new SweepWait(this, sweep) : null;
        int missing = 0;
        foreach (SweepCell cell in Wanted(sweep))
        {
            bool isThere = TryWrite(sweep, cell, mayReadAgain: Wait);
            while (!isThere && wait?.MayCome() is true)
                isThere = TryWrite(sweep, cell, mayReadAgain: true);
            if (!isThere && !(Wait && TryWrite(sweep, cell, mayReadAgain: false))) // it may have come just before there was no more to wait for
                missing++;
        }

        wait?.End(missing);
        if (missing > 0 && !Wait)
            WriteVerbose($"{missing} of the comparisons of '{sweep.Path}' {(missing == 1 ? "is" : "are")} not there yet: -Wait waits for what is missing.");
    }

    /// <summary>The cells that were asked for. A sweep whose cells come one by one through the pipeline is read once.</summary>
    private IEnumerable<SweepCell> Wanted(SweepFolder sweep)
    {
        if (Key.Length == 0)
            return sweep.Cells();
        if (_readFrom != sweep.Path)
        {
            _cells = sweep.Cells().ToDictionary(cell => cell.Key, StringComparer.OrdinalIgnoreCase);
            _readFrom = sweep.Path;
        }

        foreach (string unknown in Key.Where(key => !_cells.ContainsKey(key)))
            WriteError(Failure.NoCell(unknown, sweep));
        return Key.Where(_cells.ContainsKey).Select(key => _cells[key]);
    }

    /// <summary>Writes the comparison of a cell, or the error of one that failed; false where there is neither, or it cannot be read this time.</summary>
    private bool TryWrite(SweepFolder sweep, SweepCell cell, bool mayReadAgain)
    {
        if (Cancellation.IsCancellationRequested)
            throw new PipelineStoppedException();
        try
        {
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
        catch (IOException passing) when (mayReadAgain && passing is not StorageException and not NoSweepException)
        {
            return false;
        }
    }
}

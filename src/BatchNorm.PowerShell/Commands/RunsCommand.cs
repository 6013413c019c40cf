using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers runs and comparisons and makes one thing of them all.</summary>
public abstract class RunsCommand : GatheringCommand
{
    private readonly List<TrainingRun> _runs = [];
    private readonly List<BatchNormComparison> _comparisons = [];
    private bool _toldOfRows;

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Runs from Invoke-Training or comparisons from Compare-BatchNorm, live or read back from Export-Clixml or a job, and sweeps from Get-BatchNormSweep.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public virtual PSObject[] InputObject { get; set; } = [];

    /// <summary>The runs that came by themselves so far, in their order.</summary>
    protected IReadOnlyList<TrainingRun> Runs => _runs;

    /// <summary>The comparisons that came so far, in their order.</summary>
    protected IReadOnlyList<BatchNormComparison> Comparisons => _comparisons;

    /// <summary>What is done with a run, in words: "draw".</summary>
    protected abstract string Use { get; }

    /// <summary>Whether it uses samples, which the rows of a table do not have.</summary>
    protected virtual bool NeedsSamples => true;

    /// <summary>The error for a run that cannot be used, or null where it can.</summary>
    protected virtual ErrorRecord? Refuse(TrainingRun run) => null;

    /// <summary>The error for a run that came by itself and cannot be used so, or null where it can.</summary>
    protected virtual ErrorRecord? RefuseAlone(TrainingRun run) => null;

    /// <summary>The error for what is neither a run nor a comparison.</summary>
    protected virtual ErrorRecord RefuseOther(PSObject item) => Failure.New(
        $"'{InputItems.Shown(item)}' holds no training run to {Use}: it is a {item.TypeNames[0]}.",
        "NoAccuracies", ErrorCategory.InvalidType, item, "Pipe in what Invoke-Training or Compare-BatchNorm wrote.");

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather(InputObject, Add);

    private void Add(PSObject item)
    {
        if (!NeedsSamples && AccuracyData.AsComparisonOrRow(item) is { } any)
            _comparisons.Add(any);
        else if (InputItems.IsTableRow(item))
            TellOfRows(item);
        else if (AccuracyData.AsComparison(item) is { } comparison)
        {
            if (IsUsable(comparison.WithoutBatchNorm) && IsUsable(comparison.WithBatchNorm))
                _comparisons.Add(comparison);
        }
        else if (AccuracyData.AsRun(item) is { } run)
        {
            if (IsUsable(run, isAlone: true))
                _runs.Add(run);
        }
        else
            WriteError(RefuseOther(item));
    }

    /// <summary>Tells it once, of a table with however many rows.</summary>
    private void TellOfRows(PSObject row)
    {
        if (_toldOfRows)
            return;

        _toldOfRows = true;
        WriteError(Failure.New(
            $"The rows of a table, as Import-Csv brings them, have no samples to {Use}. Export-Clixml keeps the samples, and Import-Clixml brings them back.",
            "NoSamples", ErrorCategory.InvalidData, row, $"Keep what you want to {Use} with Export-Clixml instead of Export-Csv, or beside it."));
    }

    private bool IsUsable(TrainingRun run, bool isAlone = false)
    {
        if ((Refuse(run) ?? (isAlone ? RefuseAlone(run) : null)) is not { } error)
            return true;

        WriteError(error);
        return false;
    }
}

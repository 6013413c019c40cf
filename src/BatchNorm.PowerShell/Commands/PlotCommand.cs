using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.PowerShell.Serialization;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers runs and comparisons and draws them all into one picture.</summary>
public abstract class PlotCommand : GatheringCommand
{
    private readonly List<TrainingRun> _runs = [];
    private readonly List<BatchNormComparison> _comparisons = [];
    private string _fullPath = "";
    private bool _toldOfRows;

    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Runs from Invoke-Training or comparisons from Compare-BatchNorm, live or read back from Export-Clixml or a job, and sweeps from Get-BatchNormSweep.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public virtual PSObject[] InputObject { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The picture to write; its extension tells the format: .png, .svg, .jpg or .webp.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(HelpMessage = "The heading, in place of the plot's own; an empty text for none.")]
    [PSDefaultValue(Help = "the plot's own")]
    [ValidateNotNull]
    public string? Title { get; set; }

    [Parameter(HelpMessage = "Pixels across, 100 to 10000: what suits the panels unless given.")]
    [PSDefaultValue(Help = "what suits the panels")]
    [WholeNumberText]
    [ValidateRange(TrainingPlot.MinimumPixels, TrainingPlot.MaximumPixels)]
    public int? Width { get; set; }

    [Parameter(HelpMessage = "Pixels down, 100 to 10000: what suits the panels unless given.")]
    [PSDefaultValue(Help = "what suits the panels")]
    [WholeNumberText]
    [ValidateRange(TrainingPlot.MinimumPixels, TrainingPlot.MaximumPixels)]
    public int? Height { get; set; }

    [Parameter(HelpMessage = "Refuses to replace an existing file.")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Writes the file to the pipeline once it is there; without it nothing is.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What it draws, in words: "accuracy".</summary>
    protected abstract string Subject { get; }

    /// <summary>Whether it draws samples, which the rows of a table do not have.</summary>
    protected virtual bool NeedsSamples => true;

    /// <summary>Describes the plot of what the pipeline brought; there is at least one run or one comparison.</summary>
    protected abstract TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs);

    /// <summary>Whether it draws what came of comparisons: for that the rows of a table do, which have no samples, and a run alone does not.</summary>
    protected virtual bool DrawsPairsOnly => false;

    /// <summary>The error for a run that cannot be drawn, or null where it can.</summary>
    protected virtual ErrorRecord? Refuse(TrainingRun run) => null;

    /// <summary>The error for a run that came by itself and cannot be drawn so, or null where it can.</summary>
    protected virtual ErrorRecord? RefuseAlone(TrainingRun run) => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _fullPath = WritableFile(Path, NoClobber);
        if (!PlotWriter.Extensions.Contains(System.IO.Path.GetExtension(_fullPath), StringComparer.OrdinalIgnoreCase))
        {
            ThrowTerminatingError(Failure.New(
                $"'{Path}' does not end in a picture format this module writes: {string.Join(", ", PlotWriter.Extensions)}.",
                "UnknownPictureFormat", ErrorCategory.InvalidArgument, Path, "Give -Path one of these extensions."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Gather(InputObject, DrawsPairsOnly ? AddPair : Add);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string note = TellMissing();
        if (_runs.Count + _comparisons.Count == 0)
        {
            WarnOfNothingWritten(_fullPath);
            return;
        }

        if (!ShouldProcess(_fullPath, $"Export {Subject} plot"))
            return;

        Save(_fullPath, PassThru, () =>
        {
            TrainingPlot plot = Plot(_comparisons, _runs) with { Width = Width, Height = Height, Note = note };
            PlotWriter.Save(Title is null ? plot : plot with { Title = Title }, _fullPath, overwrite: !NoClobber, Cancellation);
        });
    }

    private void AddPair(PSObject item)
    {
        if ((AccuracyData.AsComparison(item) ?? ComparisonRow.AsComparison(item)) is { } comparison)
            _comparisons.Add(comparison);
        else
            WriteError(Failure.NoComparison(item));
    }

    private void Add(PSObject item)
    {
        if (!NeedsSamples && ComparisonRow.AsComparison(item) is { } row)
            _comparisons.Add(AccuracyData.AsComparison(item) ?? row);
        else if (InputItems.IsTableRow(item))
            TellOfRows(item);
        else if (AccuracyData.AsComparison(item) is { } comparison)
        {
            if (MayDraw(comparison.WithoutBatchNorm) && MayDraw(comparison.WithBatchNorm))
                _comparisons.Add(comparison);
        }
        else if (AccuracyData.AsRun(item) is { } run)
        {
            if (MayDraw(run, alone: true))
                _runs.Add(run);
        }
        else
        {
            WriteError(Failure.New(
                $"'{InputItems.Shown(item)}' holds no training run to draw: it is a {item.TypeNames[0]}.",
                "NoAccuracies", ErrorCategory.InvalidType, item, "Pipe in what Invoke-Training or Compare-BatchNorm wrote."));
        }
    }

    /// <summary>Tells it once, of a table with however many rows.</summary>
    private void TellOfRows(PSObject row)
    {
        if (_toldOfRows)
            return;

        _toldOfRows = true;
        WriteError(Failure.New(
            "The rows of a table, as Import-Csv brings them, have no samples to draw. Export-Clixml keeps the samples, and Import-Clixml brings them back.",
            "NoSamples", ErrorCategory.InvalidData, row, "Keep what is to be drawn with Export-Clixml instead of Export-Csv, or beside it."));
    }

    private bool MayDraw(TrainingRun run, bool alone = false)
    {
        if ((Refuse(run) ?? (alone ? RefuseAlone(run) : null)) is not { } error)
            return true;

        WriteError(error);
        return false;
    }
}

using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>A cmdlet that gathers runs and comparisons and draws them all into one picture.</summary>
public abstract class PlotCommand : RunsCommand
{
    private string _fullPath = "";

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

    /// <summary>Describes the plot of what the pipeline brought; there is at least one run or one comparison.</summary>
    protected abstract TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs);

    /// <inheritdoc/>
    protected override string Use => "draw";

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
    protected override void EndProcessing()
    {
        string note = TellMissing();
        if (Runs.Count + Comparisons.Count == 0)
        {
            WarnOfNothingWritten(_fullPath);
            return;
        }

        if (!ShouldProcess(_fullPath, $"Export {Subject} plot"))
            return;

        Save(_fullPath, PassThru, () =>
        {
            TrainingPlot plot = Plot(Comparisons, Runs) with { Width = Width, Height = Height, Note = note };
            PlotWriter.Save(Title is null ? plot : plot with { Title = Title }, _fullPath, overwrite: !NoClobber, Cancellation);
        });
    }
}

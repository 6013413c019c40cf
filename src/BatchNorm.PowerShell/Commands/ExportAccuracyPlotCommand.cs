using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-AccuracyPlot: draws the validation accuracies of runs or comparisons into a picture.</summary>
[Cmdlet(VerbsData.Export, "AccuracyPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAccuracyPlotCommand : PlotCommand
{
    [Parameter(HelpMessage = "Draws runs that differ in nothing but the seed as their mean with this band around it; None (unless given) draws a line for each run.")]
    [NameText<BandKind>]
    public BandKind Band { get; set; } = BandKind.None;

    [Parameter(HelpMessage = "Smooths lines as TensorBoard does, from 0 to 0.999: 0 unless given, not at all; 0.6 is TensorBoard's usual. The raw line stays, faint.")]
    [NumberText]
    [ValidateRange(0.0, AccuracyPlot.MaximumSmoothing)]
    public double Smoothing { get; set; }

    /// <inheritdoc/>
    protected override string Subject => "accuracy";

    /// <summary>A panel for each comparison or group of them, and one for all runs that came by themselves.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        return AccuracyPlot.Of(comparisons, runs, Band) with { Smoothing = Smoothing };
    }
}

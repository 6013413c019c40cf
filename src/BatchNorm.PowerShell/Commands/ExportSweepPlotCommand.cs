using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Plotting.Sweeps;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-SweepPlot: draws what came of comparisons over their settings.</summary>
[Cmdlet(VerbsData.Export, "SweepPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSweepPlotCommand : PlotCommand
{
    [Parameter(Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "Comparisons from Compare-BatchNorm, live or read back from Export-Clixml, Export-Csv or a job, and sweeps from Get-BatchNormSweep.")]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public override PSObject[] InputObject { get; set; } = [];

    [Parameter(HelpMessage = "HeatMap (unless given): a cell for each combination of two settings; ParallelCoordinates: a line for each combination of all; Importance: a bar for each setting.")]
    [NameText<SweepPlotKind>]
    public SweepPlotKind Kind { get; set; } = SweepPlotKind.HeatMap;

    [Parameter(HelpMessage = "What is shown, in this order: AccuracyWithout, AccuracyWith, Difference unless given.")]
    [NameText<SweepOutcome>(Several = true)]
    [ValidateNotNullOrEmpty]
    public SweepOutcome[] Outcome { get; set; } = [SweepOutcome.AccuracyWithout, SweepOutcome.AccuracyWith, SweepOutcome.Difference];

    [Parameter(HelpMessage = "The setting across a heat map: the one with the most values unless given.")]
    [PSDefaultValue(Help = "the setting with the most values")]
    [SettingName]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string? X { get; set; }

    [Parameter(HelpMessage = "The setting down a heat map: the one with the most values after that across unless given.")]
    [PSDefaultValue(Help = "the setting with the most values after that across")]
    [SettingName]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string? Y { get; set; }

    [Parameter(HelpMessage = "The test accuracy from which a run is a success, from 0 to 1: 0.9 unless given. The success rates count it.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    [Parameter(HelpMessage = "The validation accuracy that the steps are counted to, from 0 to 1: 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Accuracy { get; set; } = 0.9;

    /// <inheritdoc/>
    protected override string Subject => "sweep";

    /// <summary>The rows of a table have all that is drawn.</summary>
    protected override bool NeedsSamples => false;

    /// <summary>A run alone is half of what is drawn.</summary>
    protected override ErrorRecord? RefuseAlone(TrainingRun run) => Failure.NoComparison(PSObject.AsPSObject(run));

    /// <inheritdoc/>
    protected override ErrorRecord RefuseOther(PSObject item) => Failure.NoComparison(item);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Kind != SweepPlotKind.HeatMap && (X ?? Y) is not null)
        {
            ThrowTerminatingError(Failure.New(
                $"-X and -Y are the settings across and down a heat map; -Kind {Kind} shows all settings.",
                "NoHeatMap", ErrorCategory.InvalidArgument, X ?? Y, "Leave -X and -Y out, or draw a heat map."));
        }
    }

    /// <inheritdoc/>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs) =>
        SweepPlot.Of(comparisons, Kind) with
        {
            Outcomes = Outcome,
            X = X,
            Y = Y,
            Measurement = new MeasurementSettings { Threshold = Threshold, Accuracy = Accuracy },
            Missing = Missing,
        };
}

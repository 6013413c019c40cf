using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-AccuracyPlot: draws the validation accuracies, errors or losses of runs or comparisons into a picture.</summary>
[Cmdlet(VerbsData.Export, "AccuracyPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAccuracyPlotCommand : PlotCommand
{
    /// <summary>The word for one panel for all, among the names of settings that panels are made by.</summary>
    internal const string OnePanel = "None";

    private AxisRange? _range;
    private RunTrait[]? _panelBy;
    private RunTrait? _colorBy;

    [Parameter(HelpMessage = "What the curves show, on the validation images: Accuracy (unless given), Error (1 - accuracy) or Loss (mean softmax cross-entropy).")]
    [NameText<CurveMetric>]
    public CurveMetric Metric { get; set; } = CurveMetric.Accuracy;

    [Parameter(HelpMessage = "What the curves are drawn over: Step (unless given), Time since the training began, or Epoch, passes over the training set.")]
    [NameText<ProgressAxis>]
    public ProgressAxis XAxis { get; set; } = ProgressAxis.Step;

    [Parameter(HelpMessage = "How values lie along the vertical axis: Linear (unless given) or Log, which tells small errors and losses apart.")]
    [NameText<AxisScale>]
    public AxisScale YScale { get; set; } = AxisScale.Linear;

    [Parameter(HelpMessage = "The lower and the upper end of the vertical axis, such as 0.9, 1. Unless given, shares of images go from 0 to 1, and losses as far as fits.")]
    [PSDefaultValue(Help = "0 to 1, and what fits for losses")]
    [NumberText(Several = true)]
    [ValidateCount(2, 2)]
    public double[]? YRange { get; set; }

    [Parameter(HelpMessage = "Fits the vertical axis to the curves after the first quarter of the training, without runs that diverged; the caption says that it does not begin at 0.")]
    public SwitchParameter Zoom { get; set; }

    [Parameter(HelpMessage = "A panel for each combination of these: names of settings such as LearningRate, or UseBatchNorm; None, or an empty list, puts all curves into one. Without it, a panel for each comparison and one for all runs that came by themselves.")]
    [PSDefaultValue(Help = "a panel for each comparison")]
    [ArgumentCompleter(typeof(PanelNameCompleter))]
    [AllowEmptyCollection]
    public string[]? PanelBy { get; set; }

    [Parameter(HelpMessage = "Colours curves by this: the name of a setting such as LearningRate, or UseBatchNorm. Without it, colours tell the curves of a panel apart.")]
    [PSDefaultValue(Help = "colours that tell curves apart")]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ColorBy { get; set; }

    [Parameter(HelpMessage = "Draws runs that differ in nothing but the seed as their mean with this band around it; None (unless given) draws a line for each run.")]
    [NameText<BandKind>]
    public BandKind Band { get; set; } = BandKind.None;

    [Parameter(HelpMessage = "Smooths lines as TensorBoard does, from 0 to 0.999: 0 unless given, not at all; 0.6 is TensorBoard's usual. The raw line stays, faint.")]
    [NumberText]
    [ValidateRange(0.0, AccuracyPlot.MaximumSmoothing)]
    public double Smoothing { get; set; }

    /// <inheritdoc/>
    protected override string Subject => "accuracy";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (YRange is not null && Zoom)
        {
            ThrowTerminatingError(Failure.New(
                "-YRange and -Zoom both say where the vertical axis goes.",
                "InvalidSettings", ErrorCategory.InvalidArgument, YRange, "Leave one of them out."));
        }

        try
        {
            _range = YRange is { } ends ? new AxisRange(ends[0], ends[1]) : null;
            _panelBy = PanelBy is [var word] && word.Equals(OnePanel, StringComparison.OrdinalIgnoreCase) ? [] : PanelBy?.Select(RunTrait.Named).ToArray();
            _colorBy = ColorBy is null ? null : RunTrait.Named(ColorBy);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(Failure.Of(exception, exception.ParamName));
        }
    }

    /// <summary>A panel for each comparison or group of them and one for all runs that came by themselves, or the panels that were asked for.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        AccuracyPlot plot = _panelBy is null ? AccuracyPlot.Of(comparisons, runs, Band) : AccuracyPlot.By(comparisons, runs, _panelBy);
        return plot with
        {
            Metric = Metric,
            XAxis = XAxis,
            YScale = YScale,
            YRange = _range,
            Zoom = Zoom,
            ColorBy = _colorBy?.Name ?? "",
            Band = Band,
            Smoothing = Smoothing,
        };
    }
}

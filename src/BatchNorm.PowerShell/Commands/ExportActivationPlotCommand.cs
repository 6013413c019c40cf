using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>
/// Export-ActivationPlot: draws what was traced of the inside of networks: the inputs of hidden units, as in Figure 1 (b, c) of the batch
/// normalization paper, or one of the other traces.
/// </summary>
[Cmdlet(VerbsData.Export, "ActivationPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportActivationPlotCommand : PlotCommand
{
    [Parameter(HelpMessage = "What to draw, of what was traced: Activation (unless given), Gradient, DeadUnits, Gamma, Statistics or Landscape. One of them a picture.")]
    [NameText<TraceKinds>]
    [ValidateSet(nameof(TraceKinds.Activation), nameof(TraceKinds.Gradient), nameof(TraceKinds.DeadUnits), nameof(TraceKinds.Gamma), nameof(TraceKinds.Statistics), nameof(TraceKinds.Landscape))]
    public TraceKinds Trace { get; set; } = TraceKinds.Activation;

    [Parameter(HelpMessage = "The layers to draw, from 1 for the one next to the image; the last is the output: all unless given. Landscape has none.")]
    [PSDefaultValue(Help = "all")]
    [WholeNumberText(Several = true)]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Layer { get; set; }

    /// <inheritdoc/>
    protected override string Subject => Trace == TraceKinds.Activation ? "activation" : "trace";

    /// <summary>A block of rows for each comparison, and one for all runs that came by themselves.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        IReadOnlyList<IReadOnlyList<TrainingRun>> blocks = [.. comparisons.Select(comparison => new[] { comparison.WithoutBatchNorm, comparison.WithBatchNorm })];
        if (runs.Count > 0)
            blocks = [.. blocks, runs];
        if (Layer is not null)
            blocks = TracedLayers.Only(blocks, Layer);
        return Trace == TraceKinds.Activation ? new ActivationPlot(blocks) : new TracePlot(Trace, blocks);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Layer is not null && Trace == TraceKinds.Landscape)
        {
            ThrowTerminatingError(Failure.New(
                "-Layer goes with traces of layers, and Landscape is of the network as a whole.",
                "LayerUnused", ErrorCategory.InvalidArgument, Layer, "Leave -Layer out."));
        }

        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override ErrorRecord? Refuse(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Trace != TraceKinds.Activation)
            return RefuseTrace(run);

        return run.ActivationSamples.Length > 0 ? null : Failure.New(
            $"The run '{run.Name}' has no activation samples to draw: train it with -TraceActivation.",
            "NoActivationSamples", ErrorCategory.InvalidData, run, "Train again with -TraceActivation, which Invoke-Training and Compare-BatchNorm have.");
    }

    /// <summary>A run without batch normalization has no gammas and no statistics, which is nothing to be told of a comparison: it is left out.</summary>
    private ErrorRecord? RefuseTrace(TrainingRun run)
    {
        bool cannotHave = !run.UseBatchNorm && Trace is TraceKinds.Gamma or TraceKinds.Statistics && run.Trace.HasFlag(Trace);
        return cannotHave || TracePlot.IsIn(run, Trace) ? null : Failure.New(
            $"The run '{run.Name}' has no trace of {Trace} to draw: train it with -Trace {Trace}.",
            "NoTrace", ErrorCategory.InvalidData, run, $"Train again with -Trace {Trace}, which Invoke-Training, Compare-BatchNorm and New-BatchNormSweep have.");
    }
}

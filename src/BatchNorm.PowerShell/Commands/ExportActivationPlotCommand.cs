using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Plotting;
using BatchNorm.PowerShell.Errors;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-ActivationPlot: draws the traced inputs of hidden units, as in Figure 1 (b, c) of the batch normalization paper.</summary>
[Cmdlet(VerbsData.Export, "ActivationPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportActivationPlotCommand : PlotCommand
{
    /// <inheritdoc/>
    protected override string Subject => "activation";

    /// <summary>A block of rows for each comparison, and one for all runs that came by themselves.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        IEnumerable<IReadOnlyList<TrainingRun>> pairs = comparisons.Count == 0 ? [] : ActivationPlot.Of(comparisons).Blocks;
        return new ActivationPlot(runs.Count == 0 ? [.. pairs] : [.. pairs, runs]);
    }

    /// <inheritdoc/>
    protected override ErrorRecord? Refuse(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.ActivationSamples.Length > 0 ? null : Failure.New(
            $"The run '{run.Name}' has no activation samples to draw: train it with -TraceActivation.",
            "NoActivationSamples", ErrorCategory.InvalidData, run, "Train again with -TraceActivation, which Invoke-Training and Compare-BatchNorm have.");
    }
}

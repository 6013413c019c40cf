using System.Management.Automation;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Plotting.Pairs;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-PairPlot: draws test accuracies as pairs, seed by seed, without and with batch normalization or of any two groups of runs.</summary>
[Cmdlet(VerbsData.Export, "PairPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportPairPlotCommand : PlotCommand
{
    [Parameter(HelpMessage = "Draws groups of runs against each other, made by these: names of settings such as Activation, or UseBatchNorm. Without it, without against with batch normalization.")]
    [ArgumentCompleter(typeof(RunGroupNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    [Parameter(HelpMessage = "The group that all others are held against, such as ReLU, where -GroupBy is given. Without it, each group against every one before it.")]
    [PSDefaultValue(Help = "each against every one before it")]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    [Parameter(HelpMessage = "Estimation draws a panel a group with a line for every seed, Forest a row a group. Auto (unless given) takes Estimation for up to nine.")]
    [NameText<PairPlotKind>]
    public PairPlotKind Kind { get; set; } = PairPlotKind.Auto;

    [Parameter(HelpMessage = "The probability with which each interval holds what it estimates, from 0.5 to 0.9999: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override string Subject => "pair";

    /// <summary>The rows of a table have all that is drawn.</summary>
    protected override bool NeedsSamples => false;

    /// <summary>Without against with batch normalization, or groups against each other.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        return (GroupBy.Length > 0 ? OfGroups([.. comparisons.SelectMany(ComparedRuns.Of), .. runs]) : PairPlot.Of(comparisons, ConfidenceLevel, Cancellation)) with { Kind = Kind };
    }

    /// <inheritdoc/>
    protected override ErrorRecord? RefuseAlone(TrainingRun run) => GroupBy.Length > 0 ? null : Failure.New(
        $"The run '{run}' is no pair by itself.", "NoPair", ErrorCategory.InvalidData, run, "Pipe in comparisons of Compare-BatchNorm, or name with -GroupBy what makes groups of runs.");

    private PairPlot OfGroups(IReadOnlyList<TrainingRun> runs)
    {
        IReadOnlyList<RunGroupComparison> compared = [];
        try
        {
            compared = RunGroupComparison.All(
                runs, new Grouping(GroupBy), Reference, ConfidenceLevel, (group, refusal) => WriteError(Failure.Of(refusal, group.Name)), Cancellation);
        }
        catch (Exception exception) when (exception is ArgumentException or UnmeasurableGroupException)
        {
            ThrowTerminatingError(Failure.Of(exception, GroupBy));
        }

        return compared.Count > 0
            ? PairPlot.Of(compared)
            : throw new PlotException("None of the groups can be held against another: there is nothing to draw.");
    }
}

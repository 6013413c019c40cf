using System.Management.Automation;
using BatchNorm.Benefits;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Plotting;
using BatchNorm.Plotting.Benefits;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;
using BatchNorm.Training;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Export-LessonClaimPlot: draws what comparisons say of the lesson's claims, a panel a claim.</summary>
[Cmdlet(VerbsData.Export, "LessonClaimPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLessonClaimPlotCommand : PlotCommand
{
    [Parameter(HelpMessage = "Only these claims, whatever else came in: Speed, Rates, Weights, Activations, Depth, Regularization, Results. All of them unless given.")]
    [NameText<LessonClaimKind>(Several = true)]
    [ValidateNotNullOrEmpty]
    public LessonClaimKind[] Name { get; set; } = [];

    [Parameter(HelpMessage = "The test accuracy from which a run has learned, from 0 to 1: 0.9 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Threshold { get; set; } = 0.9;

    [Parameter(HelpMessage = "The validation accuracy that the claim Speed counts the steps to, from 0 to 1: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public double Accuracy { get; set; } = 0.95;

    [Parameter(HelpMessage = "The probability with which each interval holds what it estimates, from 0.5 to 0.9999: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.5, 0.9999)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override string Subject => "claim";

    /// <summary>Claims that need samples say so by themselves, and the others are drawn from the rows of a table, too.</summary>
    protected override bool NeedsSamples => false;

    /// <summary>A panel for each claim that comparisons belong to; what belongs to none is left out, as single runs are.</summary>
    protected override TrainingPlot Plot(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        int others = ClaimedComparisons.Others(comparisons).Count + runs.Count;
        if (others > 0)
            WriteWarning($"{others} of {comparisons.Count + runs.Count} results are of none of the claims, and are left out. Get-LessonExperiment -Group Claims has the experiments that are.");

        MeasurementSettings settings = new() { Threshold = Threshold, Accuracy = Accuracy, ConfidenceLevel = ConfidenceLevel };
        LessonClaimMeasurement[] measured = [.. ClaimedComparisons.Partition(comparisons, Name).Select(claimed => Measured(claimed, settings)).OfType<LessonClaimMeasurement>().Where(one => one.Count > 0)];
        return measured.Length > 0
            ? new ClaimPlot(measured)
            : throw new PlotException("There is no claim to draw: none of the results is of a claim, or what there is tells nothing. Measure-LessonClaim says why.");
    }

    private LessonClaimMeasurement? Measured(ClaimedComparisons claimed, MeasurementSettings settings)
    {
        try
        {
            return LessonClaimMeasurement.Of(claimed, settings);
        }
        catch (UnmeasurableGroupException exception)
        {
            WriteError(Failure.Of(exception, claimed.Claim));
            return null;
        }
    }
}

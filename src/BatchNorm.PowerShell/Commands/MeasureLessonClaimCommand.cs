using System.Management.Automation;
using BatchNorm.Benefits;
using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.PowerShell.Errors;
using BatchNorm.PowerShell.Parameters;

namespace BatchNorm.PowerShell.Commands;

/// <summary>Measure-LessonClaim: says of each of the seven benefits that the lesson names whether comparisons bear it out.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "LessonClaim")]
[OutputType(typeof(LessonClaimMeasurement))]
public sealed class MeasureLessonClaimCommand : ComparisonsCommand
{
    [Parameter(HelpMessage = "Only these claims, whatever else came in: Speed, Rates, Weights, Activations, Depth, Regularization, Results. All of them unless given.")]
    [NameText<LessonClaimKind>(Several = true)]
    [ValidateNotNullOrEmpty]
    public LessonClaimKind[] Name { get; set; } = [];

    /// <summary>Higher than where others count to: in the time to 90 % the claims' networks hardly differ.</summary>
    [Parameter(HelpMessage = "The validation accuracy that the claim Speed counts the steps and seconds to, from 0 to 1: 0.95 unless given.")]
    [NumberText]
    [ValidateRange(0.0, 1.0)]
    public override double Accuracy { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _ = TellMissing();
        WarnOfOthers();
        foreach (ClaimedComparisons claimed in ClaimedComparisons.Partition(Comparisons, Name))
        {
            WarnOfPairs(claimed);
            try
            {
                WriteObject(LessonClaimMeasurement.Of(claimed, Settings));
            }
            catch (UnmeasurableGroupException exception)
            {
                WriteError(Failure.Of(exception, claimed.Claim));
            }
        }
    }

    private void WarnOfOthers()
    {
        IReadOnlyList<BatchNormComparison> others = ClaimedComparisons.Others(Comparisons);
        if (others.Count > 0)
        {
            WriteWarning($"{(others.Count == 1 ? "1 comparison is of none of the claims and is" : $"{others.Count} comparisons are of none of the claims and are")} left out, the first: "
                + $"{others[0]}. Get-LessonExperiment -Group Claims has the experiments that are.");
        }
    }

    private void WarnOfPairs(ClaimedComparisons claimed)
    {
        int unpaired = claimed.Comparisons.Count(comparison => !comparison.IsPaired);
        if (unpaired > 0)
        {
            WriteWarning($"The two runs of {unpaired} of {claimed.Comparisons.Count} comparisons of the claim '{claimed.Claim.Name}' are not known to have started from the same weights "
                + "and seen the same batches of the same data: their difference need not be of batch normalization only.");
        }
    }
}

using BatchNorm.Measurements;
using static System.FormattableString;

namespace BatchNorm.Claims;

/// <summary>So many of the runs reach a validation accuracy within so many steps, as far as their samples tell.</summary>
/// <param name="Accuracy">The validation accuracy, 0 to 1.</param>
/// <param name="Steps">The last step at which it may be reached for the first time, 0 or more.</param>
/// <param name="Share">The least share of runs, 0 to 1.</param>
/// <param name="WithBatchNorm">Whether it is said of the runs with batch normalization, or of those without.</param>
/// <param name="ConfidenceLevel">The probability with which the interval holds the share, between 0 and 1.</param>
public sealed record ReachClaim(double Accuracy, int Steps, double Share, bool WithBatchNorm, double ConfidenceLevel)
    : ShareClaim(Share, WithBatchNorm, ConfidenceLevel)
{
    /// <inheritdoc/>
    protected override string Deed => Invariant($"reached a validation accuracy of {Accuracy} within {Steps:N0} steps");

    private protected override bool? Did(Outcome outcome) => outcome.KnowsStepsTo(Accuracy) ? outcome.StepsTo(Accuracy) <= Steps : null;
}

using BatchNorm.Measurements;
using static System.FormattableString;

namespace BatchNorm.Claims;

/// <summary>So many of the runs end with a test accuracy of at least the threshold, and none of them diverged.</summary>
/// <param name="Threshold">The test accuracy from which a run is a success, 0 to 1.</param>
/// <param name="Share">The least share of runs, 0 to 1.</param>
/// <param name="WithBatchNorm">Whether it is said of the runs with batch normalization, or of those without.</param>
/// <param name="ConfidenceLevel">The probability with which the interval holds the share, between 0 and 1.</param>
public sealed record SuccessClaim(double Threshold, double Share, bool WithBatchNorm, double ConfidenceLevel)
    : ShareClaim(Share, WithBatchNorm, ConfidenceLevel)
{
    /// <inheritdoc/>
    protected override string Deed => Invariant($"have a test accuracy of {Threshold} or more");

    private protected override bool? Did(Outcome outcome) => outcome.IsSuccess(Threshold);
}

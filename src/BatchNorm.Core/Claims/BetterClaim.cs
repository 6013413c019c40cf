using BatchNorm.Measurements;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Claims;

/// <summary>
/// Batch normalization improves test accuracy by at least so much: the interval of the mean paired difference lies at or above that as a whole.
/// One seed has no interval, so it bears out nothing.
/// </summary>
/// <param name="By">The least mean difference, with less without, between -1 and 1; null where the interval is to lie above 0.</param>
/// <param name="ConfidenceLevel">The probability with which the interval holds the mean, between 0 and 1.</param>
public sealed record BetterClaim(double? By, double ConfidenceLevel) : Claim
{
    /// <inheritdoc/>
    public override ClaimResult Test(ComparisonGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        BatchNormMeasurement measured = BatchNormMeasurement.Of(group, new MeasurementSettings { ConfidenceLevel = ConfidenceLevel });
        Interval? interval = measured is { DifferenceLow: { } low, DifferenceHigh: { } high } ? new Interval(low, high) : null;
        bool passed = By is null ? interval?.Low > 0 : interval?.Low >= By;
        string better = By is null ? "better" : Invariant($"better by at least {By}");
        string sentence = $"Batch normalization is {(passed ? "" : "not shown to be ")}{better}: n = {measured.Count}, "
            + $"mean difference in test accuracy {ClaimText.Number(measured.Difference)}, {ClaimText.Of(interval, ConfidenceLevel)}.";
        return Result(group, passed, sentence, measured.Count, measured.Difference, interval, ConfidenceLevel);
    }
}

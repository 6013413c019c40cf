using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Claims;

/// <summary>Numbers as the sentences of claims tell them, accuracies and shares in four digits.</summary>
internal static class ClaimText
{
    /// <summary>"0.1332".</summary>
    public static string Number(double value) => Invariant($"{value:F4}");

    /// <summary>"95 % interval 0.1230 to 0.1434", or that there is none.</summary>
    public static string Of(Interval? interval, double confidence) => interval is { } found
        ? Invariant($"{confidence * 100:0.##} % interval {Number(found.Low)} to {Number(found.High)}")
        : "no interval, as one seed has none";
}

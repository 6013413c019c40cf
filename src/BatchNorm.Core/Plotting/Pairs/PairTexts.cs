using System.Globalization;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Pairs;

/// <summary>The numbers of a comparison as they stand in pictures.</summary>
internal static class PairTexts
{
    private const double LeastShown = 0.001;

    /// <summary>"+0.1332", "0", "−0.0021".</summary>
    public static string Signed(double difference) => difference.ToString("+0.0000;\u22120.0000;0", CultureInfo.InvariantCulture);

    /// <summary>The mean difference and its interval: "+0.1332 [+0.1230, +0.1434]".</summary>
    public static string Difference(RunGroupComparison comparison) => comparison is { DifferenceLow: { } low, DifferenceHigh: { } high }
        ? $"{Signed(comparison.Difference)} [{Signed(low)}, {Signed(high)}]"
        : Signed(comparison.Difference);

    /// <summary>How many seeds: of two samples those of either.</summary>
    public static string Count(RunGroupComparison comparison) => comparison.IsPaired
        ? comparison.Count.ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{comparison.Count}, {comparison.ReferenceCount}");

    /// <summary>The p value: "0.002", "&lt; 0.001", or a dash where there is none.</summary>
    public static string P(double? p) => p switch
    {
        null => "\u2013",
        < LeastShown => "< 0.001",
        { } value => value.ToString(value < 0.01 ? "0.000" : "0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>Whether p was corrected for there being several.</summary>
    public static bool IsCorrected(RunGroupComparison comparison) => comparison.FamilySize > 1;

    /// <summary>n and p, corrected where there are several: "n = 10, Holm p = 0.018".</summary>
    public static string CountAndP(RunGroupComparison comparison) =>
        $"n = {Count(comparison)}{(comparison.P is null ? "" : $", {(IsCorrected(comparison) ? "Holm " : "")}p {Equal(IsCorrected(comparison) ? comparison.HolmP : comparison.P)}")}";

    /// <summary>How many runs diverged, where any did: "diverged: 2 without, 0 with"; empty where none did or it is not known.</summary>
    public static string Diverged(PairRow row) => row.Numbers.DivergedCount + row.Numbers.ReferenceDivergedCount > 0
        ? $"diverged: {row.Numbers.ReferenceDivergedCount} {row.Left}, {row.Numbers.DivergedCount} {row.Right}"
        : "";

    /// <summary>"95 %".</summary>
    public static string Percent(double share) => (100 * share).ToString("0.## '%'", CultureInfo.InvariantCulture);

    private static string Equal(double? p) => P(p) is ['<', ..] least ? least : $"= {P(p)}";
}

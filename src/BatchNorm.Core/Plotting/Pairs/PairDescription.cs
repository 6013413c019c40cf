using System.Globalization;
using System.Text;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Pairs;

/// <summary>A plot of pairs in words.</summary>
internal static class PairDescription
{
    private const int MostSeeds = 100;

    /// <summary>Every group of it with its numbers, and where there are lines every seed.</summary>
    public static string Of(PairPlot plot)
    {
        var text = new StringBuilder(plot.IsEstimation
            ? "Test accuracies, from 0 to 1, on both sides, with a line for every seed, and their differences with the mean and its interval."
            : "Mean differences of test accuracies with their intervals, a row for each group.");
        foreach (PairRow row in plot.Rows)
            text.Append('\n').Append(InWords(row, plot.IsEstimation));
        return text.ToString();
    }

    private static string InWords(PairRow row, bool withSeeds)
    {
        RunGroupComparison numbers = row.Numbers;
        string title = row.Title.Length == 0 ? "" : $"{row.Title}: ";
        string interval = numbers is { DifferenceLow: { } low, DifferenceHigh: { } high }
            ? $", {PairTexts.Percent(numbers.ConfidenceLevel)} interval from {PairTexts.Signed(low)} to {PairTexts.Signed(high)}"
            : ", without an interval";
        string p = numbers.P is null ? "" : $", p {Value(numbers.P)}{(PairTexts.IsCorrected(numbers) ? $", {Value(numbers.HolmP)} after Holm's correction for {numbers.FamilySize} tests" : "")}";
        string diverged = PairTexts.Diverged(row) is { Length: > 0 } some ? $", {some}" : "";
        string seeds = withSeeds && numbers.Contrast is { IsPaired: true, Pairs.Count: <= MostSeeds } contrast ? $" {Seeds(contrast.Pairs)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{title}mean {numbers.ReferenceMean:0.0000} {row.Left}, {numbers.Mean:0.0000} {row.Right}, difference {PairTexts.Signed(numbers.Difference)}{interval}, n = {PairTexts.Count(numbers)}{p}{diverged}.{seeds}");
    }

    private static string Value(double? p) => PairTexts.P(p);

    private static string Seeds(IReadOnlyList<SeedPair> pairs) => string.Join("; ", pairs.Select(pair =>
        string.Create(CultureInfo.InvariantCulture, $"seed {pair.Seed}: {pair.Reference:0.0000} to {pair.Group:0.0000}"))) + ".";
}

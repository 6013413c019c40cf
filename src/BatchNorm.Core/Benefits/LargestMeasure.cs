using BatchNorm.Measurements;
using BatchNorm.Statistics;

namespace BatchNorm.Benefits;

/// <summary>
/// The largest value of a grid at which a side learns. In words it is the largest at which nine of ten seeds do; the effect follows each seed
/// through the grid, and is the median of the pairs' quotients. Who learns at the end of the grid may learn beyond it, and who learns nowhere below it.
/// </summary>
/// <param name="what">What the values are: "learning rate".</param>
/// <param name="none">The values where there is none: "no rate".</param>
internal sealed class LargestMeasure(string what, string none) : ClaimMeasure
{
    private const string None = "none";

    /// <inheritdoc/>
    public override Finding Find(ClaimGrid grid, MeasurementSettings settings)
    {
        if (grid.Points.Count < 2)
            return Finding.Nothing($"one value of {grid.Claim.Varied} is no grid: give several");
        if (grid.Points.Any(point => point.Number <= 0))
            return Finding.Nothing($"nothing is a multiple of 0: leave out the comparisons with a {what} of 0");

        Bracket[] without = Largest(grid, withBatchNorm: false, settings.Threshold), with = Largest(grid, withBatchNorm: true, settings.Threshold);
        Finding ratios = OfRatios([.. with.Zip(without, (one, other) => one.Over(other))], Pairs(grid.Seeds, without, with), settings);
        string largestWithout = OfMost(grid, withBatchNorm: false, settings.Threshold), largestWith = OfMost(grid, withBatchNorm: true, settings.Threshold);
        return ratios with
        {
            Without = largestWithout,
            With = largestWith,
            Sentence = $"Nine in ten seeds learn {UpTo(largestWithout)} without batch normalization and {UpTo(largestWith)} with it. "
                + $"The largest {what} at which a seed learns is {EffectText.Text(ratios.Size!.Value, ratios)} times that without, in the median of {ratios.Count}, {InWords(ratios, settings)}.",
        };
    }

    private string UpTo(string largest) => largest == None ? $"at {none}" : $"up to {largest}";

    private static Bracket[] Largest(ClaimGrid grid, bool withBatchNorm, double threshold)
    {
        IReadOnlyList<Outcome>[] sides = [.. grid.Points.Select(point => point.Side(withBatchNorm))];
        return [.. Enumerable.Range(0, sides[0].Count).Select(seed => Bracketed(grid, grid.Points.Index()
            .LastOrDefault(point => sides[point.Index][seed].IsSuccess(threshold), (Index: -1, Item: grid.Points[0])).Index))];
    }

    private static Bracket Bracketed(ClaimGrid grid, int index) => index < 0 ? new Bracket(0, grid.Points[0].Number)
        : index == grid.Points.Count - 1 ? Bracket.AtLeast(grid.Points[index].Number)
        : Bracket.Of(grid.Points[index].Number);

    private static string OfMost(ClaimGrid grid, bool withBatchNorm, double threshold)
    {
        GridPoint? largest = grid.Points.LastOrDefault(point => point.Learned(withBatchNorm, threshold).Share >= MostSeeds);
        return largest is null ? None : largest == grid.Points[^1] ? $"{largest.Label} or more" : largest.Label;
    }
}

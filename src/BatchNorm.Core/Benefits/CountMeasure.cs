using BatchNorm.Measurements;
using BatchNorm.Settings;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>
/// With how many values of a grid a side learns. In words it is those with which nine of ten seeds do; the effect is how many more values each seed
/// learns with, in the mean of the pairs.
/// </summary>
/// <param name="what">What the values are: "activation functions".</param>
internal sealed class CountMeasure(string what) : ClaimMeasure
{
    /// <inheritdoc/>
    public override Finding Find(ClaimGrid grid, MeasurementSettings settings)
    {
        if (grid.Points.Count < 2)
            return Finding.Nothing($"one value of {grid.Claim.Varied} is no grid: give several");

        Bracket[] without = PerSeed(grid, withBatchNorm: false, settings.Threshold), with = PerSeed(grid, withBatchNorm: true, settings.Threshold);
        Finding differences = OfDifferences(Pairs(grid.Seeds, without, with), sign: 1, digits: 1, settings);
        string reachWithout = InWords(grid, withBatchNorm: false, settings.Threshold), reachWith = InWords(grid, withBatchNorm: true, settings.Threshold);
        double more = differences.Size!.Value.Low;
        return differences with
        {
            Without = reachWithout,
            With = reachWith,
            Sentence = $"Of {grid.Points.Count} {what}, nine in ten seeds learn with {reachWithout} without batch normalization and with {reachWith} with it. "
                + Invariant($"A seed learns with {Math.Abs(more):F1} {(more >= 0 ? "more" : "fewer")} of them in the mean of {differences.Count}, {InWords(differences, settings)}."),
        };
    }

    private static Bracket[] PerSeed(ClaimGrid grid, bool withBatchNorm, double threshold)
    {
        IReadOnlyList<Outcome>[] sides = [.. grid.Points.Select(point => point.Side(withBatchNorm))];
        return [.. Enumerable.Range(0, sides[0].Count).Select(seed => Bracket.Of(sides.Count(side => side[seed].IsSuccess(threshold))))];
    }

    /// <summary>Numbers that follow each other as ranges, "0.03 to 0.3"; of names, which have no order, how many they are.</summary>
    private static string InWords(ClaimGrid grid, bool withBatchNorm, double threshold)
    {
        bool[] learns = [.. grid.Points.Select(point => point.Learned(withBatchNorm, threshold).Share >= MostSeeds)];
        if (!learns.Contains(true))
            return "none";
        if (grid.Claim.Varied == nameof(ExperimentSettings.Activation))
            return $"{learns.Count(learned => learned)} of {learns.Length}";

        var ranges = new List<string>();
        for (int first = 0, next; first < learns.Length; first = next)
        {
            next = first + 1;
            while (next < learns.Length && learns[next] == learns[first])
                next++;
            if (learns[first])
                ranges.Add(next == first + 1 ? grid.Points[first].Label : $"{grid.Points[first].Label} to {grid.Points[next - 1].Label}");
        }

        return string.Join(", ", ranges);
    }
}

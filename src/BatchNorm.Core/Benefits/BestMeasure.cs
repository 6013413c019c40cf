using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Statistics;
using BatchNorm.Training;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>
/// The test accuracy of each side at the value of the grid that is best for it: the one with the highest mean accuracy on validation images, so that
/// the test images choose nothing. The effect is the mean of the pairs' differences.
/// </summary>
internal sealed class BestMeasure : ClaimMeasure
{
    private const double Percent = 100;

    /// <inheritdoc/>
    public override Finding Find(ClaimGrid grid, MeasurementSettings settings)
    {
        if (grid.Points.Count < 2)
            return Finding.Nothing($"one value of {grid.Claim.Varied} leaves nothing to choose: give several");
        if (!grid.Points.All(point => point.Pairs.All(pair => Outcome.Without(pair).HasRun && Outcome.With(pair).HasRun)))
            return Finding.Nothing("without their runs comparisons do not know their validation accuracies: keep them with Export-Clixml, or in a sweep");

        GridPoint bestWithout = Best(grid, pair => pair.WithoutBatchNorm), bestWith = Best(grid, pair => pair.WithBatchNorm);
        Bracket[] without = [.. bestWithout.Pairs.Select(pair => Bracket.Of(Percent * pair.TestAccuracyWithout))];
        Bracket[] with = [.. bestWith.Pairs.Select(pair => Bracket.Of(Percent * pair.TestAccuracyWith))];
        Finding found = OfDifferences(Pairs(grid.Seeds, without, with), sign: 1, digits: 2, settings);
        double meanWithout = without.Average(accuracy => accuracy.Low), meanWith = with.Average(accuracy => accuracy.Low);
        return found with
        {
            Without = Invariant($"{meanWithout:F2}% at {bestWithout.Label}"),
            With = Invariant($"{meanWith:F2}% at {bestWith.Label}"),
            Sentence = Invariant($"Test accuracy is {meanWithout:F2} % without batch normalization, at {bestWithout.Label}, and {meanWith:F2} % with it, at {bestWith.Label}, where each does best on validation images: ")
                + Invariant($"{Math.Abs(found.Size!.Value.Low):F2} points {(found.Size.Value.Low >= 0 ? "more" : "less")} in the mean of {found.Count} pairs, {InWords(found, settings)}."),
        };
    }

    private static GridPoint Best(ClaimGrid grid, Func<BatchNormComparison, TrainingRun> side) =>
        grid.Points.MaxBy(point => point.Pairs.Average(pair => side(pair).ValidationAccuracy))!;
}

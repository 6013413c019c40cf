namespace BatchNorm.Statistics;

/// <summary>
/// How much of the variance of results each factor of a grid explains: the functional analysis of variance that Hutter, Hoos and Leyton-Brown (2014)
/// estimate with a random forest, taken from the means of the grid's cells themselves. Every combination weighs the same, however many results it
/// has, so that on a full grid the parts are exact and add up: of each factor alone, V_i = mean over its levels of (mean of the level - mean)^2; of
/// each pair beyond its two factors alone; of what three factors and more do together; and noise, by which results of one combination differ.
/// </summary>
/// <remarks>
/// Where a combination has several results, what noise alone would give a part (its degrees of freedom times the variance of a cell's mean, divided by
/// the number of cells) is taken from it and counted as noise, as Kelley's epsilon squared (1935) does: a factor without effect comes near 0, whatever
/// the noise. Combinations that are not there are filled by Yates's method (1933), with what the factors alone predict: that gives them no
/// part in what factors do together, of which the shares are then too low.
/// </remarks>
public sealed record VarianceShares
{
    /// <summary>The most combinations a grid may have.</summary>
    public const int MostCells = 1_000_000;

    private VarianceShares(FactorialGrid grid, double withinCells, double? noiseOfRun, double meanOfInverseCounts)
    {
        double between = grid.Variance;
        Variance = between + withinCells;
        Filled = grid.Filled;
        double noisePerDegree = (noiseOfRun ?? 0) * meanOfInverseCounts / grid.Count;
        double Share(double variance, double degrees) => Variance > 0 ? Math.Max(0, variance - (degrees * noisePerDegree)) / Variance : 0;

        double[] alone = [.. Enumerable.Range(0, grid.Factors).Select(factor => grid.VarianceOf(factor))];
        (int First, int Second, double Variance)[] together =
        [
            .. from first in Enumerable.Range(0, grid.Factors)
               from second in Enumerable.Range(first + 1, grid.Factors - first - 1)
               select (first, second, grid.VarianceOf(first, second)),
        ];
        double rest = Math.Max(0, between - alone.Sum() - together.Sum(pair => pair.Variance));
        int restDegrees = grid.Count - 1 - Enumerable.Range(0, grid.Factors).Sum(factor => grid.DegreesOf(factor)) - together.Sum(pair => grid.DegreesOf(pair.First, pair.Second));

        Alone = [.. alone.Select((variance, factor) => Share(variance, grid.DegreesOf(factor)))];
        Pairs = [.. together.Select(pair => new PairShare(pair.First, pair.Second, Share(pair.Variance, grid.DegreesOf(pair.First, pair.Second))))];
        Higher = Share(rest, Math.Max(0, restDegrees - Filled));
        Noise = noiseOfRun is null ? null : Variance > 0 ? Math.Max(0, 1 - Alone.Sum() - Pairs.Sum(pair => pair.Share) - Higher) : 0;
    }

    /// <summary>The variance of all results, each combination weighing the same: what the shares are of. 0 where all results are the same.</summary>
    public double Variance { get; }

    /// <summary>The share of each factor alone, 0 to 1, in the factors' order.</summary>
    public IReadOnlyList<double> Alone { get; }

    /// <summary>The share of each pair of factors beyond what they do alone, 0 to 1.</summary>
    public IReadOnlyList<PairShare> Pairs { get; }

    /// <summary>The share of what three factors and more do together beyond all that, 0 to 1.</summary>
    public double Higher { get; }

    /// <summary>The share by which results of the same combination differ, 0 to 1; null where each has one result, and noise is in all others.</summary>
    public double? Noise { get; }

    /// <summary>How many combinations had no result, and were filled with what the factors alone predict.</summary>
    public int Filled { get; }

    /// <summary>
    /// Divides the variance of results; null where they are too few to tell: fewer than half of the combinations, or more than
    /// <see cref="MostCells"/> of them.
    /// </summary>
    /// <param name="levels">How many levels each factor has.</param>
    /// <param name="cells">For each combination that has results the level of every factor, from 0, and the results; each combination once.</param>
    /// <exception cref="ArgumentException">A combination has no result, or one that is not finite, or a level that does not exist.</exception>
    public static VarianceShares? Of(IReadOnlyList<int> levels, IReadOnlyList<FactorialCell> cells)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(cells);
        double combinations = levels.Aggregate(1.0, (product, count) => product * count);
        if (combinations > MostCells || cells.Count == 0 || cells.Count < combinations / 2)
            return null;

        MeanEstimate[] means = [.. cells.Select(cell => MeanEstimate.Of(cell.Results))];
        double[] variances = [.. means.Select(mean => mean.StandardDeviation).OfType<double>().Select(deviation => deviation * deviation)];
        double within = means.Average(mean => mean.StandardDeviation is { } deviation ? deviation * deviation * (mean.Count - 1) / mean.Count : 0);
        var grid = new FactorialGrid(levels, cells.Select(cell => cell.Levels), means.Select(mean => mean.Mean));
        return new VarianceShares(grid, within, variances.Length == 0 ? null : variances.Average(), means.Average(mean => 1.0 / mean.Count));
    }
}

using MathNet.Numerics.Distributions;

namespace BatchNorm.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test (1945) of paired differences: were there nothing between the two sides, each difference would be as likely
/// to be positive as negative, whatever its size.
/// </summary>
public static class WilcoxonSignedRank
{
    /// <summary>The most differences, zeros aside, for which every way to sign them is counted.</summary>
    public const int ExactLimit = 50;

    /// <summary>
    /// The two-sided p value: how likely, by chance alone, a sum of positive ranks at least as far from its mean would be. Exact up to
    /// <see cref="ExactLimit"/> differences, with or without ties; from the normal distribution beyond.
    /// </summary>
    /// <param name="differences">One a pair. Zeros are dropped, as Wilcoxon did; equal sizes share the mean of their ranks.</param>
    /// <returns>0 to 1; 1 where no difference is left.</returns>
    /// <exception cref="ArgumentException">A difference is not a number.</exception>
    public static double PValue(IEnumerable<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] sorted = [.. differences.Where(difference => difference != 0).OrderBy(Math.Abs)];
        if (Array.Exists(sorted, double.IsNaN))
            throw new ArgumentException("A difference that is not a number has no rank.", nameof(differences));

        int[] ranks = DoubledRanks.Of([.. sorted.Select(Math.Abs)]);
        long positive = ranks.Where((_, i) => sorted[i] > 0).Sum(rank => (long)rank);
        return sorted.Length <= ExactLimit ? Exact(ranks, positive) : Approximate(ranks, positive);
    }

    /// <summary>The least p value that so many differences can give, which is where all of them have one sign: 2 of the 2^n ways to sign them.</summary>
    /// <param name="count">How many differences there are, none of them 0; at least 1 and at most <see cref="ExactLimit"/>.</param>
    public static double LeastPValue(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ExactLimit);
        return 2.0 / (1L << count);
    }

    /// <summary>
    /// Counts, of the 2^n ways to sign the ranks, those whose positive sum is as far from the mean: the ways to a sum with one rank more
    /// are those to the same sum without it and those to the sum less that rank.
    /// </summary>
    private static double Exact(int[] ranks, long positive)
    {
        int total = ranks.Sum();
        var ways = new long[total + 1];
        ways[0] = 1;
        foreach (int rank in ranks)
        {
            for (int sum = total; sum >= rank; sum--)
                ways[sum] += ways[sum - rank];
        }

        long distance = Math.Abs((2 * positive) - total);
        long asFar = ways.Where((_, sum) => Math.Abs((2 * sum) - total) >= distance).Sum();
        return asFar / (double)(1L << ranks.Length);
    }

    /// <summary>
    /// From the normal distribution with the mean, n (n + 1) / 4, and the variance of the sum, a quarter of the ranks' squares: with ties
    /// that is n (n + 1) (2n + 1) / 24 less (t^3 - t) / 48 for each t that are tied. Half a rank nearer, since sums come in steps.
    /// </summary>
    private static double Approximate(int[] ranks, long positive)
    {
        double distance = Math.Abs(positive - (ranks.Sum(rank => (long)rank) / 2.0)) / 2;
        double deviation = Math.Sqrt(ranks.Sum(rank => rank / 2.0 * (rank / 2.0)) / 4);
        return 2 * Normal.CDF(0, 1, -Math.Max(0, distance - 0.5) / deviation);
    }
}

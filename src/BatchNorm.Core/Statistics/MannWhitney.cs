using MathNet.Numerics.Distributions;

namespace BatchNorm.Statistics;

/// <summary>
/// Mann and Whitney's test (1947), which is Wilcoxon's rank-sum test, of two samples that are not paired: were there nothing between them, every way to choose which of all
/// values are those of the first would be as likely.
/// </summary>
public static class MannWhitney
{
    /// <summary>The most values, of both samples together, for which every way to choose is counted.</summary>
    public const int ExactLimit = 50;

    /// <summary>
    /// The two-sided p value: how likely, by chance alone, a rank sum at least as far from its mean would be. Exact up to <see cref="ExactLimit"/> values together, with or
    /// without ties; from the normal distribution beyond, with the corrections for ties and for sums that come in steps.
    /// </summary>
    /// <param name="first">The values of one sample; at least one.</param>
    /// <param name="second">The values of the other; at least one.</param>
    /// <returns>0 to 1; 1 where all values are the same.</returns>
    /// <exception cref="ArgumentException">A sample is empty, or a value is not a number.</exception>
    public static double PValue(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || second.Count == 0)
            throw new ArgumentException("Of no values there is no rank: each sample needs at least one.");
        if (first.Concat(second).Any(double.IsNaN))
            throw new ArgumentException("A value that is not a number has no rank.");

        (double Value, bool IsFirst)[] sorted =
            [.. first.Select(value => (value, true)).Concat(second.Select(value => (value, false))).OrderBy(entry => entry.Item1)];
        int[] ranks = DoubledRanks.Of([.. sorted.Select(entry => entry.Value)]);
        long sum = ranks.Where((_, i) => sorted[i].IsFirst).Sum(rank => (long)rank);
        return sorted.Length <= ExactLimit ? Exact(ranks, first.Count, sum) : Approximate(ranks, first.Count, sum);
    }

    /// <summary>The least p value that samples of these sizes can give: that where all of one lie beyond all of the other, 2 of the ways to choose.</summary>
    /// <param name="first">The size of one sample; at least 1.</param>
    /// <param name="second">The size of the other; at least 1, and both together at most <see cref="ExactLimit"/>.</param>
    public static double LeastPValue(int first, int second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + second, ExactLimit);
        return Math.Min(1, 2.0 / Ways([.. Enumerable.Range(1, first + second)], first).Sum());
    }

    private static double Exact(int[] ranks, int count, long sum)
    {
        long[] ways = Ways(ranks, count);
        double mean = (double)count * ranks.Sum() / ranks.Length;
        double distance = Math.Abs(sum - mean) - 1e-9; // the mean may be a fraction, and rounded
        long asFar = ways.Where((_, other) => Math.Abs(other - mean) >= distance).Sum();
        return asFar / (double)ways.Sum();
    }

    /// <summary>How many ways there are to choose so many of the ranks, for every sum: those without a rank, and those to the sum less that rank with one fewer.</summary>
    private static long[] Ways(int[] ranks, int count)
    {
        int total = ranks.Sum();
        var ways = new long[count + 1][];
        for (int chosen = 0; chosen <= count; chosen++)
            ways[chosen] = new long[total + 1];
        ways[0][0] = 1;
        foreach (int rank in ranks)
        {
            for (int chosen = count; chosen > 0; chosen--)
            {
                for (int sum = rank; sum <= total; sum++)
                    ways[chosen][sum] += ways[chosen - 1][sum - rank];
            }
        }

        return ways[count];
    }

    /// <summary>
    /// From the normal distribution with the mean, n (N + 1) / 2, and the variance of the rank sum, n m / (N (N - 1)) times the ranks' squares about their mean: without ties
    /// that is n m (N + 1) / 12. Half a rank nearer, since sums come in steps.
    /// </summary>
    private static double Approximate(int[] ranks, int count, long sum)
    {
        double all = ranks.Length;
        double mean = (all + 1) / 2;
        double squares = ranks.Sum(rank => ((rank / 2.0) - mean) * ((rank / 2.0) - mean));
        if (squares == 0)
            return 1;
        double deviation = Math.Sqrt(count * (all - count) / (all * (all - 1)) * squares);
        double distance = Math.Abs((sum / 2.0) - (count * mean));
        return 2 * Normal.CDF(0, 1, -Math.Max(0, distance - 0.5) / deviation);
    }
}

namespace BatchNorm.Statistics;

/// <summary>Twice the ranks of values: the rank of ties is the mean of theirs, which may be a half, and twice that is a whole number.</summary>
internal static class DoubledRanks
{
    /// <summary>Twice the rank of each value, from 2 on.</summary>
    /// <param name="sorted">The values, least first.</param>
    public static int[] Of(IReadOnlyList<double> sorted)
    {
        var ranks = new int[sorted.Count];
        for (int first = 0, next; first < sorted.Count; first = next)
        {
            next = first + 1;
            while (next < sorted.Count && sorted[next] == sorted[first])
                next++;
            Array.Fill(ranks, first + 1 + next, first, next - first); // ranks first + 1 to next
        }

        return ranks;
    }
}

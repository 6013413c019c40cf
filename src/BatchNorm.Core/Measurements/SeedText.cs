using System.Globalization;

namespace BatchNorm.Measurements;

/// <summary>Seeds in words, the way they are given at the prompt: "1..20", "1,3,7", "1..5,9".</summary>
internal static class SeedText
{
    private const int ShortestRange = 3;

    /// <summary>Lists seeds in order; three or more that follow each other as a range.</summary>
    public static string Of(IEnumerable<int> seeds)
    {
        int[] sorted = [.. seeds.Distinct().Order()];
        var parts = new List<string>();
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && sorted[next] == sorted[next - 1] + 1)
                next++;
            parts.AddRange(next - first >= ShortestRange
                ? [string.Create(CultureInfo.InvariantCulture, $"{sorted[first]}..{sorted[next - 1]}")]
                : sorted[first..next].Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
        }

        return string.Join(',', parts);
    }
}

using System.Globalization;

namespace BatchNorm.Experiments;

/// <summary>Tells of vectors of different widths: their sums are added up in another order, round differently, and part from each other step by step.</summary>
internal static class VectorWidths
{
    /// <summary>A sentence on why the same settings and seed gave different numbers, or empty where the widths do not tell.</summary>
    /// <param name="widths">Bits, or null where an engine does not tell.</param>
    public static string Difference(IEnumerable<int?> widths)
    {
        int[] known = [.. widths.OfType<int>().Distinct().Order()];
        string named = string.Join(" and of ", known.Select(width => width.ToString(CultureInfo.InvariantCulture)));
        return known.Length < 2
            ? ""
            : $"They were computed with vectors of {named} bits, whose sums round differently: compare on one kind of processor.";
    }
}

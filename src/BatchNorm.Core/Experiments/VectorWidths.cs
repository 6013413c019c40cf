using System.Globalization;

namespace BatchNorm.Experiments;

/// <summary>
/// Tells of processors that round differently. Sums have one order whatever the width of vectors, but where they have 128 bits a product may be
/// rounded before it is added: on x64 those processors have no fused multiply-add, and results part from each other step by step.
/// </summary>
internal static class VectorWidths
{
    /// <summary>A sentence on why the same settings and seed gave different numbers, or empty where the widths do not tell.</summary>
    /// <param name="widths">Bits, or null where an engine does not tell.</param>
    public static string Difference(IEnumerable<int?> widths)
    {
        const int Narrowest = 128;
        int[] known = [.. widths.OfType<int>().Distinct().Order()];
        string named = string.Join(" and of ", known.Select(width => width.ToString(CultureInfo.InvariantCulture)));
        return known.Length < 2 || known[0] != Narrowest
            ? ""
            : $"They were computed with vectors of {named} bits, and processors of {Narrowest} bits may round differently: compare on one kind of processor.";
    }
}

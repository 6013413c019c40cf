using BatchNorm.Experiments;

namespace BatchNorm.Benefits;

/// <summary>The comparisons that belong to a claim.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Comparisons">They bear its name, or are a part of its grid by their settings; at least one.</param>
public sealed record ClaimedComparisons(LessonClaim Claim, IReadOnlyList<BatchNormComparison> Comparisons)
{
    /// <summary>Puts comparisons with their claims, in the claims' order. One may belong to several, and so be trained once for all of them.</summary>
    /// <param name="comparisons">The comparisons; those that belong to no claim are left out.</param>
    /// <param name="kinds">The claims that are asked for; all of them where none is named.</param>
    public static IReadOnlyList<ClaimedComparisons> Partition(IReadOnlyList<BatchNormComparison> comparisons, params IReadOnlyList<LessonClaimKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(kinds);
        return
        [
            .. from claim in LessonClaims.All
               where kinds.Count == 0 || kinds.Contains(claim.Kind)
               let own = comparisons.Where(comparison => BelongsTo(comparison, claim)).ToArray()
               where own.Length > 0
               select new ClaimedComparisons(claim, own),
        ];
    }

    /// <summary>Those that belong to no claim.</summary>
    public static IReadOnlyList<BatchNormComparison> Others(IReadOnlyList<BatchNormComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return [.. comparisons.Where(comparison => !LessonClaims.All.Any(claim => BelongsTo(comparison, claim)))];
    }

    private static bool BelongsTo(BatchNormComparison comparison, LessonClaim claim) => comparison.Name == claim.Name || claim.Has(comparison);
}

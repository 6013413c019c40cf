using BatchNorm.Measurements;

namespace BatchNorm.Claims;

/// <summary>Something said of batch normalization that repeats of a comparison either bear out or do not.</summary>
public abstract record Claim
{
    /// <summary>Tests the claim with comparisons that differ in the seed only.</summary>
    /// <exception cref="UnmeasurableGroupException">They come from different data, or a seed is there twice with different results.</exception>
    /// <exception cref="UntestableClaimException">What the claim is about is not in them.</exception>
    public abstract ClaimResult Test(ComparisonGroup group);
}

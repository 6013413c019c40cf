using BatchNorm.Measurements;
using BatchNorm.Statistics;

namespace BatchNorm.Claims;

/// <summary>Something said of batch normalization that repeats of a comparison either bear out or do not.</summary>
public abstract record Claim
{
    /// <summary>Tests the claim with comparisons that differ in the seed only.</summary>
    /// <exception cref="UnmeasurableGroupException">They come from different data, or a seed is there twice with different results.</exception>
    /// <exception cref="UntestableClaimException">What the claim is about is not in them.</exception>
    public abstract ClaimResult Test(ComparisonGroup group);

    /// <summary>What came of a claim about a number, and of the interval that it may have.</summary>
    private protected static ClaimResult Result(
        ComparisonGroup group, bool passed, string sentence, int count, double mean, Interval? interval, double confidenceLevel) => new()
        {
            Passed = passed,
            Sentence = sentence,
            Count = count,
            Mean = mean,
            Low = interval?.Low,
            High = interval?.High,
            ConfidenceLevel = interval is null ? null : confidenceLevel,
            Settings = group.Described,
        };
}

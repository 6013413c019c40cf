using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Benefits;

/// <summary>Comparisons of one claim that say nothing of it together.</summary>
public sealed class MixedClaimException : UnmeasurableGroupException
{
    /// <summary>Tells what is wrong with the comparisons of a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="problem">What is wrong, as the end of a sentence: "come from different data".</param>
    public MixedClaimException(LessonClaim claim, string problem)
        : base($"The comparisons of the claim '{claim?.Name}' {problem}. Measure them apart.")
    {
    }
}

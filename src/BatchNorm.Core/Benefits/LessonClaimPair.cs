using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>What is measured of a claim, for both networks of one seed: steps, a rate, a number of values, points or a test accuracy.</summary>
public sealed record LessonClaimPair
{
    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The value without batch normalization; null where it is not known, as of what was never reached or lies beyond the grid.</summary>
    public double? Without { get; init; }

    /// <summary>The value with batch normalization; null where it is not known, as of what was never reached or lies beyond the grid.</summary>
    public double? With { get; init; }

    /// <summary>The seed and both values.</summary>
    public override string ToString() => Invariant($"{Seed}: {Without:G4} and {With:G4}");
}

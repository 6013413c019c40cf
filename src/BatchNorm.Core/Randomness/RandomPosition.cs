namespace BatchNorm.Randomness;

/// <summary>Where a <see cref="RandomSource"/> stands in its sequence.</summary>
/// <param name="Drawn">How many times 32 bits were drawn from it.</param>
/// <param name="SpareNormal">The second normal number of a pair whose first was taken, or null where there is none.</param>
public readonly record struct RandomPosition(ulong Drawn, double? SpareNormal);

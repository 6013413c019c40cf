namespace BatchNorm.Statistics;

/// <summary>What two factors do together, beyond what each does alone.</summary>
/// <param name="First">The place of the first factor.</param>
/// <param name="Second">The place of the second one.</param>
/// <param name="Share">Their share of the variance, 0 to 1.</param>
public readonly record struct PairShare(int First, int Second, double Share);

namespace BatchNorm.Measurements;

/// <summary>The accuracies that one seed came to in two groups, each the mean over the settings that were averaged.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Reference">In the group that the other is held against, 0 to 1.</param>
/// <param name="Group">In the other, 0 to 1.</param>
public readonly record struct SeedPair(int Seed, double Reference, double Group)
{
    /// <summary>The group's less the reference's, without the last bits, which are not of the accuracies.</summary>
    public double Difference => PairMeasurement.Rounded(Group - Reference);
}

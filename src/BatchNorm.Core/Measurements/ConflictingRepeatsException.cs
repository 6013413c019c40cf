using System.Globalization;
using BatchNorm.Experiments;

namespace BatchNorm.Measurements;

/// <summary>A seed is there more than once, with different results: they cannot both be of the settings they claim.</summary>
public sealed class ConflictingRepeatsException : UnmeasurableGroupException
{
    /// <summary>Names the group and the seed.</summary>
    public ConflictingRepeatsException(ComparisonSettings settings, int seed)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {seed} is there more than once, with different results, where one seed has one result: {settings}."))
    {
        Seed = seed;
    }

    /// <summary>The first seed whose results differ.</summary>
    public int Seed { get; }
}

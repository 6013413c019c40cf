using System.Globalization;
using BatchNorm.Settings;

namespace BatchNorm.Measurements;

/// <summary>A seed is there more than once, with different results: they cannot both be of the settings they claim.</summary>
public sealed class ConflictingRepeatsException : UnmeasurableGroupException
{
    /// <summary>Names the group and the seed.</summary>
    /// <param name="settings">What the comparisons have in common.</param>
    /// <param name="seed">The seed whose results differ.</param>
    /// <param name="reason">A sentence on why they may differ, or empty where nothing tells.</param>
    public ConflictingRepeatsException(ExperimentSettings settings, int seed, string reason)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {seed} is there more than once, with different results, where one seed has one result: {settings.ToSettings()}. {reason}").TrimEnd())
    {
        Seed = seed;
    }

    /// <summary>The first seed whose results differ.</summary>
    public int Seed { get; }
}

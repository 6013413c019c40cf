using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Reporting;

/// <summary>The comparisons of a report that differ in nothing but the seed: one experiment, and what it shows.</summary>
public sealed record ReportGroup
{
    /// <summary>What the report calls it: the experiment's name, or what sets it apart from the report's others.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What the comparisons have in common.</summary>
    public PublishedExperiment Settings { get; private init; } = new();

    /// <summary>One comparison a seed, in the order of the seeds; all that came where they cannot be measured.</summary>
    public IReadOnlyList<BatchNormComparison> Comparisons { get; private init; } = [];

    /// <summary>The seeds that came more than once and count once.</summary>
    public IReadOnlyList<int> RepeatedSeeds { get; private init; } = [];

    /// <summary>Comparisons that belong here and are not there; none unless the report was told of some.</summary>
    public IReadOnlyList<MissingComparison> Missing { get; init; } = [];

    /// <summary>What the comparisons show together, or null where <see cref="Problem"/> tells why they show nothing.</summary>
    public BatchNormMeasurement? Measurement { get; internal init; }

    /// <summary>Why the comparisons cannot be measured, or null where they can.</summary>
    public UnmeasurableGroupException? Problem { get; private init; }

    /// <summary>How to run the comparisons again; empty where nobody said.</summary>
    public string Command { get; init; } = "";

    /// <summary>The seeds, as "1..20" or "1,3,7".</summary>
    public string Seeds => SeedText.Of(Comparisons.Select(comparison => comparison.Seed));

    /// <summary>The data all comparisons come from, as the report calls it: with the first digits of its hash where other data has its name too.</summary>
    public string Dataset => Comparisons[0].Dataset;

    /// <summary>The name that the data goes by elsewhere, as where it is given to a command.</summary>
    public string DatasetName { get; init; } = "";

    internal static ReportGroup Of(string title, IReadOnlyList<BatchNormComparison> comparisons, MeasurementSettings settings)
    {
        ComparisonGroup group = ComparisonGroup.Partition(comparisons).Single();
        var report = new ReportGroup
        {
            Title = title,
            Settings = group.Settings,
            Comparisons = comparisons,
            RepeatedSeeds = group.RepeatedSeeds,
        };
        try
        {
            return report with { Measurement = BatchNormMeasurement.Of(group, settings), Comparisons = group.Distinct() };
        }
        catch (UnmeasurableGroupException problem)
        {
            return report with { Problem = problem };
        }
    }
}

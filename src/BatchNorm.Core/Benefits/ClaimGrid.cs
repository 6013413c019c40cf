using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Settings;

namespace BatchNorm.Benefits;

/// <summary>
/// The comparisons of a claim in order: a point for each value that varies, and in each the same seeds, so that a seed can be followed through
/// the grid and is a pair.
/// </summary>
internal sealed class ClaimGrid
{
    private ClaimGrid(LessonClaim claim, IReadOnlyList<GridPoint> points, IReadOnlyList<int> leftOut, string dataset, ExperimentSettings settings)
    {
        Claim = claim;
        Points = points;
        LeftOut = leftOut;
        Dataset = dataset;
        Settings = settings;
    }

    /// <summary>What is tried.</summary>
    public LessonClaim Claim { get; }

    /// <summary>The values of the grid in order, with the seeds that all of them have: there may be none.</summary>
    public IReadOnlyList<GridPoint> Points { get; }

    /// <summary>The seeds that are left out, as some value of the grid lacks them.</summary>
    public IReadOnlyList<int> LeftOut { get; }

    /// <summary>What the data is called.</summary>
    public string Dataset { get; }

    /// <summary>The settings of one of the comparisons; but for the value that varies and the seed they are those of all.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>The seeds, in order.</summary>
    public IReadOnlyList<int> Seeds => [.. Points[0].Pairs.Select(pair => pair.Seed)];

    /// <summary>Puts the comparisons of a claim in order.</summary>
    /// <exception cref="MixedClaimException">They differ in more than the value that varies and the seed, or come from different data.</exception>
    /// <exception cref="ConflictingRepeatsException">A seed is there more than once, with different results.</exception>
    public static ClaimGrid Of(LessonClaim claim, IReadOnlyList<BatchNormComparison> comparisons)
    {
        IReadOnlyList<string> datasets = new DatasetNames(comparisons.Select(comparison => (comparison.Dataset, comparison.DatasetHash))).All;
        if (datasets.Count > 1)
            throw new MixedClaimException(claim, $"come from different data ({string.Join(", ", datasets)})");

        // A name and what was published tell nothing apart here: the same comparison may have been made for two claims.
        IReadOnlyList<ComparisonGroup> groups = ComparisonGroup.Partition(comparisons.Select(comparison => comparison.WithoutName()));
        ExperimentSettings[] rest = [.. groups.Select(group => Rest(claim, group.Settings)).DistinctBy(SettingTable.Key)];
        if (rest.Length > 1)
            throw new MixedClaimException(claim, $"differ in more than {(claim.Varied.Length == 0 ? "the seed" : $"{claim.Varied} and the seed")}: {rest[0]}; {rest[1]}");

        CheckWidths(claim, groups);

        GridPoint[] points = [.. groups.Select(group => GridPoint.Of(claim.Varied, group.Settings, group.Distinct())).OrderBy(point => point.Number)];
        int[] seeds = [.. points.SelectMany(point => point.Pairs).Select(pair => pair.Seed).Distinct().Order()];
        HashSet<int> common = [.. points.SelectMany(point => point.Pairs).CountBy(pair => pair.Seed).Where(seed => seed.Value == points.Length).Select(seed => seed.Key)];
        return new ClaimGrid(
            claim,
            [.. points.Select(point => point with { Pairs = [.. point.Pairs.Where(pair => common.Contains(pair.Seed))] })],
            [.. seeds.Where(seed => !common.Contains(seed))],
            datasets[0],
            rest[0]);
    }

    /// <summary>Of layers their number is the grid: two widths of as many would be one point.</summary>
    private static void CheckWidths(LessonClaim claim, IReadOnlyList<ComparisonGroup> groups)
    {
        if (claim.Varied != nameof(ExperimentSettings.HiddenLayer))
            return;
        string[] widths = [.. groups.SelectMany(group => group.Settings.HiddenLayer.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        if (widths.Length > 1)
            throw new MixedClaimException(claim, $"differ in the widths of their hidden layers ({string.Join(", ", widths)}), where only the number of layers may");
    }

    /// <summary>Settings with what varies as usual, so that they are alike where they differ in nothing else.</summary>
    private static ExperimentSettings Rest(LessonClaim claim, ExperimentSettings settings) =>
        claim.Varied.Length == 0 ? settings.ToSettings() : SettingTable.Named(claim.Varied).AsUsual(settings.ToSettings());
}

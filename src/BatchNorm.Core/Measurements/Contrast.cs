using BatchNorm.Experiments;
using BatchNorm.Statistics;

namespace BatchNorm.Measurements;

/// <summary>
/// Two groups of runs, matched where they share the seed and all settings that they are not grouped by: an observation is a seed, whose accuracies are averaged over those settings.
/// </summary>
internal sealed record Contrast
{
    /// <summary>The seeds of both, in order; none where the groups share no seed.</summary>
    public IReadOnlyList<SeedPair> Pairs { get; private init; } = [];

    /// <summary>The seeds and the accuracies of the reference, in the order of the seeds.</summary>
    public required IReadOnlyList<(int Seed, double Accuracy)> Reference { get; init; }

    /// <summary>The seeds and the accuracies of the other group, in the order of the seeds.</summary>
    public required IReadOnlyList<(int Seed, double Accuracy)> Group { get; init; }

    /// <summary>Whether the seeds are the same on both sides.</summary>
    public bool IsPaired => Pairs.Count > 0;

    /// <summary>How many combinations of the other settings the accuracies of each seed are averaged over.</summary>
    public required int PooledCount { get; init; }

    /// <summary>How many runs have no counterpart, or no finite accuracy, and were left out.</summary>
    public required int LeftOutCount { get; init; }

    /// <summary>Comparisons that differ in the seed only, without batch normalization and with it.</summary>
    public static Contrast Of(IReadOnlyList<BatchNormComparison> comparisons)
    {
        SeedPair[] pairs = [.. comparisons.Select(pair => new SeedPair(pair.Seed, pair.TestAccuracyWithout, pair.TestAccuracyWith))];
        SeedPair[] finite = [.. pairs.Where(pair => double.IsFinite(pair.Difference))];
        return finite.Length == 0
            ? throw new IncomparableGroupsException($"No comparison has two finite test accuracies: {comparisons[0].ToSettings()}.")
            : new Contrast
            {
                Pairs = finite,
                Reference = [.. finite.Select(pair => (pair.Seed, pair.Reference))],
                Group = [.. finite.Select(pair => (pair.Seed, pair.Group))],
                PooledCount = 1,
                LeftOutCount = 2 * (pairs.Length - finite.Length),
            };
    }

    /// <summary>Matches two groups.</summary>
    /// <exception cref="MixedDatasetsException">The runs of a group are of different data.</exception>
    /// <exception cref="IncomparableGroupsException">They have no combination of settings in common, or no seed has all of them.</exception>
    public static Contrast Of(RunGroup reference, RunGroup group)
    {
        CheckData(reference);
        CheckData(group);
        bool[] kept = [.. reference.Has.Zip(group.Has, (one, other) => one && other)];
        SeedBlocks left = reference.Blocks(kept), right = group.Blocks(kept);
        string[] common = [.. left.Settings.Where(right.Settings.Contains)];
        if (common.Length == 0)
            throw NothingInCommon(reference, group, kept, left, right);

        bool sharesSeeds = left.Seeds.Any(right.Seeds.Contains);
        int[] leftSeeds = [.. left.Seeds.Where(seed => left.Has(seed, common) && (!sharesSeeds || right.Has(seed, common))).Order()];
        int[] rightSeeds = sharesSeeds ? leftSeeds : [.. right.Seeds.Where(seed => right.Has(seed, common)).Order()];
        if (leftSeeds.Length == 0 || rightSeeds.Length == 0)
        {
            throw new IncomparableGroupsException(
                $"No seed has all {common.Length} combinations of the other settings in both '{reference}' and '{group}', so that none can be averaged over them. Train what is missing, or group by more settings.");
        }

        return new Contrast
        {
            Pairs = sharesSeeds ? [.. leftSeeds.Select(seed => new SeedPair(seed, left.Mean(seed, common), right.Mean(seed, common)))] : [],
            Reference = [.. leftSeeds.Select(seed => (seed, left.Mean(seed, common)))],
            Group = [.. rightSeeds.Select(seed => (seed, right.Mean(seed, common)))],
            PooledCount = common.Length,
            LeftOutCount = left.Count - left.CountIn(leftSeeds, common) + left.WithoutNumber + right.Count - right.CountIn(rightSeeds, common) + right.WithoutNumber,
        };
    }

    /// <summary>The mean of the group less that of the reference: of pairs the mean of their differences, which is the same.</summary>
    public double Difference() => IsPaired
        ? MeanEstimate.Of(Pairs.Select(pair => pair.Difference)).Mean
        : PairMeasurement.Rounded(Mean(Group).Mean - Mean(Reference).Mean);

    /// <summary>The interval of the difference, group less reference, as far as accuracies can differ: Student's of pairs, Welch's otherwise; null where it cannot be told.</summary>
    public Interval? Interval(double confidence) => IsPaired
        ? PairMeasurement.Of(Pairs.Select(pair => pair.Difference), confidence).Interval
        : WelchDifference.Interval(Mean(Group), Mean(Reference), confidence)?.Within(-1, 1);

    /// <summary>The p of Wilcoxon's test of pairs, or of Mann and Whitney's; null for one pair, or for one on a side, which can tell nothing.</summary>
    public double? P() => IsPaired
        ? Pairs.Count > 1 ? WilcoxonSignedRank.PValue(Pairs.Select(pair => pair.Difference)) : null
        : Reference.Count > 1 && Group.Count > 1 ? MannWhitney.PValue(Ranked(Group), Ranked(Reference)) : null;

    /// <summary>The least p that so many seeds can give, whatever they show; null where they are so many that it is none to speak of.</summary>
    public double? LeastP() => IsPaired
        ? Pairs.Count <= WilcoxonSignedRank.ExactLimit ? WilcoxonSignedRank.LeastPValue(Pairs.Count) : null
        : Reference.Count + Group.Count <= MannWhitney.ExactLimit ? MannWhitney.LeastPValue(Reference.Count, Group.Count) : null;

    /// <summary>What a side shows by itself.</summary>
    public static MeanEstimate Mean(IReadOnlyList<(int Seed, double Accuracy)> side) => MeanEstimate.Of(side.Select(entry => entry.Accuracy));

    private static double[] Ranked(IReadOnlyList<(int Seed, double Accuracy)> side) => [.. side.Select(entry => PairMeasurement.Rounded(entry.Accuracy))];

    private static void CheckData(RunGroup group)
    {
        IReadOnlyList<string> datasets = new DatasetNames(group.Runs.Select(run => (run.Dataset, run.DatasetHash))).All;
        if (datasets.Count > 1)
            throw new MixedDatasetsException(group.Runs[0], datasets);
    }

    private static IncomparableGroupsException NothingInCommon(RunGroup reference, RunGroup group, bool[] kept, SeedBlocks left, SeedBlocks right)
    {
        if (left.Settings.Count == 0 || right.Settings.Count == 0)
            return new IncomparableGroupsException($"No run of '{(left.Settings.Count == 0 ? reference : group)}' has a finite test accuracy to compare.");

        string differences = reference.DifferencesFrom(group, kept);
        return new IncomparableGroupsException(differences.Length > 0
            ? $"'{group}' and '{reference}' differ in {differences} too, and what comes of that cannot be told apart from what they are grouped by. Group by it as well, or train the same on both sides."
            : $"'{group}' and '{reference}' share no combination of the other settings. Train the same on both sides, or group by more settings.");
    }
}

using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Statistics;
using BatchNorm.Training;
using static System.FormattableString;

namespace BatchNorm.Measurements;

/// <summary>
/// What one group of runs shows against another. An observation is a seed: what it came to in each group, averaged over the settings that are not grouped by. Where the groups share
/// seeds, these are pairs; where they share none, two samples.
/// </summary>
public sealed record RunGroupComparison
{
    private const double NoSmallNumber = 0.05;

    /// <summary>The group, in words.</summary>
    public string Group { get; init; } = "";

    /// <summary>The group that it is held against, in words.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Whether the observations are pairs: of seeds that are in both groups.</summary>
    public bool IsPaired { get; init; }

    /// <summary>How many seeds of the group count: where they are pairs, how many these are.</summary>
    public int Count { get; init; }

    /// <summary>How many seeds of the reference count.</summary>
    public int ReferenceCount { get; init; }

    /// <summary>The seeds of the group that count, as "1..20" or "1,3,7".</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The seeds of the reference that count.</summary>
    public string ReferenceSeeds { get; init; } = "";

    /// <summary>How many combinations of other settings each seed is averaged over, the same on both sides; 1 where none varies.</summary>
    public int PooledCount { get; init; }

    /// <summary>How many runs were left out: those without a counterpart, and those of seeds that lack a combination.</summary>
    public int LeftOutCount { get; init; }

    /// <summary>How many runs of the group diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCount { get; init; }

    /// <summary>How many runs of the reference diverged; null where the runs are not there to tell.</summary>
    public int? ReferenceDivergedCount { get; init; }

    /// <summary>What all runs have in common, in words.</summary>
    public string Shared { get; init; } = "";

    /// <summary>The probability with which the interval holds what it estimates.</summary>
    public double ConfidenceLevel { get; init; }

    /// <summary>The mean test accuracy of the group, 0 to 1.</summary>
    public double Mean { get; init; }

    /// <summary>The sample standard deviation over the seeds of the group; null for one.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The mean test accuracy of the reference, 0 to 1.</summary>
    public double ReferenceMean { get; init; }

    /// <summary>The sample standard deviation over the seeds of the reference; null for one.</summary>
    public double? ReferenceStandardDeviation { get; init; }

    /// <summary>The mean of the group less that of the reference.</summary>
    public double Difference { get; init; }

    /// <summary>
    /// The lower end of the interval of <see cref="Difference"/>, cut to -1 to 1: Student's of the paired differences, Welch's (1947) of two samples. Null for a single seed.
    /// </summary>
    public double? DifferenceLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? DifferenceHigh { get; init; }

    /// <summary>What test <see cref="P"/> is of: Wilcoxon's of pairs, Mann and Whitney's of two samples.</summary>
    public RankTest Test { get; init; }

    /// <summary>The two-sided p value; null for a single seed.</summary>
    public double? P { get; init; }

    /// <summary><see cref="P"/> after Holm's correction (1979) for there being as many tests as <see cref="FamilySize"/> says.</summary>
    public double? HolmP { get; init; }

    /// <summary>How many tests <see cref="HolmP"/> is corrected for: those of the comparisons that were made together.</summary>
    public int? FamilySize { get; init; }

    /// <summary>The numbers by seed.</summary>
    internal Contrast? Contrast { get; init; }

    /// <summary>Puts runs into groups and holds these against each other, each p corrected for there being all of them.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="grouping">What makes the groups.</param>
    /// <param name="reference">The group that all others are held against, by its name or its values; null holds each against every one before it.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    /// <param name="refused">Is told of groups that cannot be held against their reference; the others go on.</param>
    /// <param name="cancellation">Checked between two comparisons.</param>
    /// <exception cref="ArgumentException">The grouping makes no groups that could be compared, or none is the reference.</exception>
    /// <exception cref="UnmeasurableGroupException">One run has two results.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<RunGroupComparison> All(
        IEnumerable<TrainingRun> runs, Grouping grouping, string? reference, double confidence,
        Action<RunGroup, UnmeasurableGroupException> refused, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refused);
        var compared = new List<RunGroupComparison>();
        foreach ((RunGroup group, RunGroup other) in RunGroup.Pairs(RunGroup.Partition(runs, grouping), reference))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                compared.Add(Of(group, other, confidence));
            }
            catch (UnmeasurableGroupException exception)
            {
                refused(group, exception);
            }
        }

        return Corrected(compared);
    }

    /// <summary>Holds a group against another.</summary>
    /// <param name="group">The group.</param>
    /// <param name="reference">What it is held against.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    /// <exception cref="MixedDatasetsException">The runs of a group are of different data.</exception>
    /// <exception cref="IncomparableGroupsException">The groups have nothing in common that could be compared.</exception>
    public static RunGroupComparison Of(RunGroup group, RunGroup reference, double confidence)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(reference);
        return Of(Contrast.Of(reference, group), confidence) with
        {
            Group = group.Name,
            Reference = reference.Name,
            DivergedCount = group.DivergedCount,
            ReferenceDivergedCount = reference.DivergedCount,
            Shared = SettingPhrases.Shared([.. group.Runs, .. reference.Runs]),
        };
    }

    /// <summary>Holds the runs with batch normalization of a group against those without.</summary>
    /// <param name="group">Comparisons that differ in the seed only.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.95.</param>
    /// <exception cref="UnmeasurableGroupException">They are of different data, a seed has two results, or no accuracy is a finite number.</exception>
    public static RunGroupComparison Of(ComparisonGroup group, double confidence)
    {
        ArgumentNullException.ThrowIfNull(group);
        _ = group.Dataset();
        IReadOnlyList<BatchNormComparison> comparisons = group.Distinct();
        bool known = comparisons.All(comparison => Outcome.Without(comparison).HasRun && Outcome.With(comparison).HasRun);
        return Of(Contrast.Of(comparisons), confidence) with
        {
            Group = "with",
            Reference = "without",
            DivergedCount = known ? comparisons.Count(comparison => comparison.WithBatchNorm.Diverged) : null,
            ReferenceDivergedCount = known ? comparisons.Count(comparison => comparison.WithoutBatchNorm.Diverged) : null,
            Shared = SettingPhrases.Shared(comparisons),
        };
    }

    /// <summary>The same comparisons, each with its p corrected for there being all of them.</summary>
    public static IReadOnlyList<RunGroupComparison> Corrected(IReadOnlyList<RunGroupComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        IReadOnlyList<double?> corrected = HolmCorrection.OfKnown([.. comparisons.Select(comparison => comparison.P)]);
        int size = corrected.Count(p => p is not null);
        return [.. comparisons.Zip(corrected, (comparison, p) => comparison with { HolmP = p, FamilySize = size })];
    }

    /// <summary>Whether <see cref="P"/> could not be smaller, whatever the seeds show, and yet is no small number: it speaks of how few they are.</summary>
    public bool HasTooFewSeedsForP() => P is > NoSmallNumber and var p && p == Contrast?.LeastP();

    private static RunGroupComparison Of(Contrast contrast, double confidence)
    {
        MeanEstimate mean = Contrast.Mean(contrast.Group), reference = Contrast.Mean(contrast.Reference);
        Interval? interval = contrast.Interval(confidence);
        return new RunGroupComparison
        {
            IsPaired = contrast.IsPaired,
            Count = mean.Count,
            ReferenceCount = reference.Count,
            Seeds = SeedText.Of(contrast.Group.Select(entry => entry.Seed)),
            ReferenceSeeds = SeedText.Of(contrast.Reference.Select(entry => entry.Seed)),
            PooledCount = contrast.PooledCount,
            LeftOutCount = contrast.LeftOutCount,
            ConfidenceLevel = confidence,
            Mean = mean.Mean,
            StandardDeviation = mean.StandardDeviation,
            ReferenceMean = reference.Mean,
            ReferenceStandardDeviation = reference.StandardDeviation,
            Difference = contrast.Difference(),
            DifferenceLow = interval?.Low,
            DifferenceHigh = interval?.High,
            Test = contrast.IsPaired ? RankTest.WilcoxonSignedRank : RankTest.MannWhitney,
            P = contrast.P(),
            Contrast = contrast,
        };
    }

    /// <summary>Both groups, and the difference.</summary>
    public override string ToString() => Invariant($"{Group} against {Reference}: {Difference:+0.0000;-0.0000;0} (n = {Count})");
}

using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Statistics;
using BatchNorm.Training;
using static System.FormattableString;

namespace BatchNorm.Measurements;

/// <summary>
/// What comparisons of one group show that agree in some settings and differ in others: without and with batch normalization, matched by everything else. An observation is a seed,
/// averaged over the settings that differ: those were chosen and not drawn, and counting each of them would make intervals narrower and p smaller than they are.
/// </summary>
public sealed record GroupMeasurement
{
    private const int MostValues = 6;

    /// <summary>The group, in words.</summary>
    public string Group { get; init; } = "";

    /// <summary>The settings that each seed is averaged over, with their values, in words; empty where none differs.</summary>
    public string Pooled { get; init; } = "";

    /// <summary>How many combinations of those settings there are.</summary>
    public int PooledCount { get; init; }

    /// <summary>How many seeds: the n of everything below but of the success rates, which are of runs.</summary>
    public int Count { get; init; }

    /// <summary>The seeds, as "1..20" or "1,3,7".</summary>
    public string Seeds { get; init; } = "";

    /// <summary>How many runs were left out: those of seeds that lack a combination, and those without a counterpart.</summary>
    public int LeftOutCount { get; init; }

    /// <summary>The data.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The test accuracy from which a run is a success.</summary>
    public double Threshold { get; init; }

    /// <summary>The probability with which each interval holds what it estimates.</summary>
    public double ConfidenceLevel { get; init; }

    /// <summary>The mean test accuracy without batch normalization, 0 to 1.</summary>
    public double MeanWithout { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWithout { get; init; }

    /// <summary>The upper end of it.</summary>
    public double? MeanHighWithout { get; init; }

    /// <summary>The share of all runs without batch normalization whose test accuracy is at least <see cref="Threshold"/>, and that did not diverge.</summary>
    public double SuccessRateWithout { get; init; }

    /// <summary>The mean test accuracy with batch normalization, 0 to 1.</summary>
    public double MeanWith { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWith { get; init; }

    /// <summary>The upper end of it.</summary>
    public double? MeanHighWith { get; init; }

    /// <summary>The share of all runs with batch normalization whose test accuracy is at least <see cref="Threshold"/>, and that did not diverge.</summary>
    public double SuccessRateWith { get; init; }

    /// <summary>The mean, over the seeds, of the test accuracy with batch normalization less that without.</summary>
    public double Difference { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="Difference"/>, cut to -1 to 1; null for one seed.</summary>
    public double? DifferenceLow { get; init; }

    /// <summary>The upper end of it.</summary>
    public double? DifferenceHigh { get; init; }

    /// <summary>The two-sided p value of Wilcoxon's signed-rank test of the seeds' differences; null for one seed.</summary>
    public double? WilcoxonP { get; init; }

    /// <summary><see cref="WilcoxonP"/> after Holm's correction (1979) for there being as many tests as <see cref="FamilySize"/> says.</summary>
    public double? HolmP { get; init; }

    /// <summary>How many tests <see cref="HolmP"/> is corrected for: those of the groups that were measured together.</summary>
    public int? FamilySize { get; init; }

    /// <summary>Whether <see cref="WilcoxonP"/> could not be smaller, whatever the seeds show, and yet is no small number.</summary>
    public bool HasTooFewSeedsForP() =>
        WilcoxonP is > 0.05 and var p && Count <= WilcoxonSignedRank.ExactLimit && p == WilcoxonSignedRank.LeastPValue(Count);

    /// <summary>Puts comparisons into groups, in the order of each group's first, with a comparison of each to read its settings from.</summary>
    /// <param name="comparisons">All comparisons.</param>
    /// <param name="grouping">What makes the groups: settings but the seed; not whether batch normalization is used, as both sides are in every group.</param>
    /// <exception cref="ArgumentException">The grouping is by the seed, by batch normalization, or by nothing.</exception>
    public static IReadOnlyList<IReadOnlyList<BatchNormComparison>> Partition(IEnumerable<BatchNormComparison> comparisons, Grouping grouping)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(grouping);
        RunGroup.CheckGrouping(grouping);
        return grouping.Has(RunTrait.BatchNormalization)
            ? throw new ArgumentException($"Both sides of batch normalization are in every group. Compare runs grouped by {RunTrait.BatchNormalization}, or leave it out.")
            : [.. comparisons.GroupBy(comparison => grouping.Key(ComparedRuns.With(comparison))).Select(group => group.ToArray())];
    }

    /// <summary>Measures a group of comparisons.</summary>
    /// <exception cref="UnmeasurableGroupException">They are of different data, one run has two results, or no seed has all combinations of settings.</exception>
    public static GroupMeasurement Of(IReadOnlyList<BatchNormComparison> comparisons, Grouping grouping, MeasurementSettings settings)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(grouping);
        ArgumentNullException.ThrowIfNull(settings);
        TrainingRun[] without = RunGroup.Distinct(comparisons.Select(ComparedRuns.Without));
        TrainingRun[] with = RunGroup.Distinct(comparisons.Select(ComparedRuns.With));
        var all = comparisons.DistinctBy(comparison => (comparison.Name, MatchedSettings.Identity(ComparedRuns.With(comparison)))).Select(ComparedRuns.Of).ToArray();
        var matched = MatchedSettings.Of(with, new Grouping([.. grouping.Names, RunTrait.BatchNormalization]));
        string name = grouping.Words(with[0]);
        var contrast = Contrast.Of(
            new RunGroup($"{name}, without batch norm", "", [.. all.Select(pair => pair[0])], matched, by: with), new RunGroup($"{name}, with batch norm", "", with, matched));
        MeanEstimate meanWithout = Contrast.Mean(contrast.Reference), meanWith = Contrast.Mean(contrast.Group);
        Interval? interval = contrast.Interval(settings.ConfidenceLevel);
        return new GroupMeasurement
        {
            Group = name,
            Pooled = InWords(with, matched),
            PooledCount = contrast.PooledCount,
            Count = contrast.Pairs.Count,
            Seeds = SeedText.Of(contrast.Pairs.Select(pair => pair.Seed)),
            LeftOutCount = contrast.LeftOutCount,
            Dataset = with[0].Dataset,
            Threshold = settings.Threshold,
            ConfidenceLevel = settings.ConfidenceLevel,
            MeanWithout = meanWithout.Mean,
            MeanLowWithout = meanWithout.Interval(settings.ConfidenceLevel)?.Within(0, 1).Low,
            MeanHighWithout = meanWithout.Interval(settings.ConfidenceLevel)?.Within(0, 1).High,
            SuccessRateWithout = Successes(without, settings),
            MeanWith = meanWith.Mean,
            MeanLowWith = meanWith.Interval(settings.ConfidenceLevel)?.Within(0, 1).Low,
            MeanHighWith = meanWith.Interval(settings.ConfidenceLevel)?.Within(0, 1).High,
            SuccessRateWith = Successes(with, settings),
            Difference = contrast.Difference(),
            DifferenceLow = interval?.Low,
            DifferenceHigh = interval?.High,
            WilcoxonP = contrast.P(),
        };
    }

    /// <summary>The same measurements, each with its p corrected for there being all of them.</summary>
    public static IReadOnlyList<GroupMeasurement> Corrected(IReadOnlyList<GroupMeasurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        IReadOnlyList<double?> corrected = HolmCorrection.OfKnown([.. measurements.Select(measurement => measurement.WilcoxonP)]);
        int size = corrected.Count(p => p is not null);
        return [.. measurements.Zip(corrected, (measurement, p) => measurement with { HolmP = p, FamilySize = size })];
    }

    /// <summary>The group, the means, and how many seeds they are of.</summary>
    public override string ToString() => Invariant($"{Group}: {MeanWithout:0.0000} without, {MeanWith:0.0000} with (n = {Count})");

    private static double Successes(TrainingRun[] runs, MeasurementSettings settings) =>
        new ShareEstimate(runs.Count(run => !run.Diverged && run.TestAccuracy >= settings.Threshold), runs.Length).Share;

    private static string InWords(TrainingRun[] runs, MatchedSettings matched) => string.Join("; ", SettingTable.All
        .Where(setting => matched.Names.Contains(setting.Name))
        .Select(setting => (setting.Label, Values: runs.Where(setting.Has).Select(setting.Words).Distinct().ToArray()))
        .Select(part => $"{part.Label.ToLowerInvariant()} {(part.Values.Length > MostValues ? $"({part.Values.Length} values)" : string.Join(", ", part.Values))}"));
}

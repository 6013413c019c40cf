using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Measurements;

/// <summary>
/// What repeats of a comparison show together: for each side the test accuracy, how often it is good and how soon, and for the pairs
/// what batch normalization adds. Flat, so that it goes into a table or a CSV file as it is. Intervals are cut to where an accuracy can be:
/// one of a mean that reaches from 0 to 1 says nothing, as those of two seeds often do.
/// </summary>
public sealed record BatchNormMeasurement : ExperimentSettings
{
    /// <summary>A measurement of which nothing is known yet.</summary>
    public BatchNormMeasurement()
    {
    }

    /// <summary>The measurement of comparisons with these settings, without its numbers.</summary>
    public BatchNormMeasurement(ExperimentSettings settings)
        : base(settings)
    {
    }

    /// <summary>How many seeds: the n of everything below.</summary>
    public int Count { get; init; }

    /// <summary>The seeds, as "1..20" or "1,3,7".</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The test accuracy from which a run is a success.</summary>
    public double Threshold { get; init; }

    /// <summary>The validation accuracy that steps are counted to.</summary>
    public double Accuracy { get; init; }

    /// <summary>The probability with which each interval holds what it estimates.</summary>
    public double ConfidenceLevel { get; init; }

    /// <summary>The test accuracy without batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The mean test accuracy without batch normalization, 0 to 1.</summary>
    public double MeanWithout { get; init; }

    /// <summary>The sample standard deviation of the test accuracy without batch normalization; null for one seed.</summary>
    public double? StandardDeviationWithout { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWithout { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWithout { get; init; }

    /// <summary>The share of runs without batch normalization whose test accuracy is at least <see cref="Threshold"/>.</summary>
    public double SuccessRateWithout { get; init; }

    /// <summary>The lower end of Wilson's interval of <see cref="SuccessRateWithout"/>; null for one seed.</summary>
    public double? SuccessRateLowWithout { get; init; }

    /// <summary>The upper end of Wilson's interval of <see cref="SuccessRateWithout"/>; null for one seed.</summary>
    public double? SuccessRateHighWithout { get; init; }

    /// <summary>
    /// The median step at which <see cref="Accuracy"/> was first reached without batch normalization; null where the median run never did,
    /// or where <see cref="ReachedCountWithout"/> is null.
    /// </summary>
    public double? MedianStepsWithout { get; init; }

    /// <summary>How many runs without batch normalization reached <see cref="Accuracy"/>; null where the samples are not there to tell.</summary>
    public int? ReachedCountWithout { get; init; }

    /// <summary>How many runs without batch normalization diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCountWithout { get; init; }

    /// <summary>The test accuracy with batch normalization that somebody else reported, or null.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>The mean test accuracy with batch normalization, 0 to 1.</summary>
    public double MeanWith { get; init; }

    /// <summary>The sample standard deviation of the test accuracy with batch normalization; null for one seed.</summary>
    public double? StandardDeviationWith { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWith { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWith { get; init; }

    /// <summary>The share of runs with batch normalization whose test accuracy is at least <see cref="Threshold"/>.</summary>
    public double SuccessRateWith { get; init; }

    /// <summary>The lower end of Wilson's interval of <see cref="SuccessRateWith"/>; null for one seed.</summary>
    public double? SuccessRateLowWith { get; init; }

    /// <summary>The upper end of Wilson's interval of <see cref="SuccessRateWith"/>; null for one seed.</summary>
    public double? SuccessRateHighWith { get; init; }

    /// <summary>
    /// The median step at which <see cref="Accuracy"/> was first reached with batch normalization; null where the median run never did,
    /// or where <see cref="ReachedCountWith"/> is null.
    /// </summary>
    public double? MedianStepsWith { get; init; }

    /// <summary>How many runs with batch normalization reached <see cref="Accuracy"/>; null where the samples are not there to tell.</summary>
    public int? ReachedCountWith { get; init; }

    /// <summary>How many runs with batch normalization diverged; null where the runs are not there to tell.</summary>
    public int? DivergedCountWith { get; init; }

    /// <summary>The mean, over the pairs, of the test accuracy with batch normalization less that without.</summary>
    public double Difference { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="Difference"/>, cut to -1 to 1; null for one seed.</summary>
    public double? DifferenceLow { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="Difference"/>, cut to -1 to 1; null for one seed.</summary>
    public double? DifferenceHigh { get; init; }

    /// <summary>The two-sided p value of Wilcoxon's signed-rank test of the paired differences; null for one seed.</summary>
    public double? WilcoxonP { get; init; }

    /// <summary>
    /// <see cref="WilcoxonP"/> after Holm's correction (1979) for there being as many tests as <see cref="FamilySize"/> says; null where there is no p, or where the group was
    /// measured by itself.
    /// </summary>
    public double? HolmP { get; init; }

    /// <summary>How many tests <see cref="HolmP"/> is corrected for: those of the groups that were measured together.</summary>
    public int? FamilySize { get; init; }

    /// <summary>
    /// Whether <see cref="WilcoxonP"/> could not be smaller, whatever the differences, and yet is no small number: it speaks of how few pairs there
    /// are, and not of what they show. Below 0.05 come six pairs and more.
    /// </summary>
    public bool HasTooFewPairsForP() =>
        WilcoxonP is > 0.05 and var p && Count <= WilcoxonSignedRank.ExactLimit && p == WilcoxonSignedRank.LeastPValue(Count);

    /// <summary>Measures a group.</summary>
    /// <exception cref="MixedDatasetsException">Its comparisons come from different data.</exception>
    /// <exception cref="ConflictingRepeatsException">It has a seed more than once, with different results.</exception>
    public static BatchNormMeasurement Of(ComparisonGroup group, MeasurementSettings settings)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(settings);
        string dataset = group.Dataset();
        IReadOnlyList<BatchNormComparison> comparisons = group.Distinct();
        SideMeasurement without = SideMeasurement.Of([.. comparisons.Select(Outcome.Without)], settings);
        SideMeasurement with = SideMeasurement.Of([.. comparisons.Select(Outcome.With)], settings);
        PairMeasurement pairs = PairMeasurement.Of(comparisons.Select(pair => pair.TestAccuracyWith - pair.TestAccuracyWithout), settings.ConfidenceLevel);

        return new BatchNormMeasurement(group.Settings.ToSettings() with { Dataset = dataset })
        {
            Count = comparisons.Count,
            Seeds = SeedText.Of(comparisons.Select(comparison => comparison.Seed)),
            Threshold = settings.Threshold,
            Accuracy = settings.Accuracy,
            ConfidenceLevel = settings.ConfidenceLevel,
            PublishedTestAccuracyWithout = group.Settings.PublishedTestAccuracyWithout,
            MeanWithout = without.Accuracy.Mean,
            StandardDeviationWithout = without.Accuracy.StandardDeviation,
            MeanLowWithout = without.AccuracyInterval?.Low,
            MeanHighWithout = without.AccuracyInterval?.High,
            SuccessRateWithout = without.Success.Share,
            SuccessRateLowWithout = without.SuccessInterval?.Low,
            SuccessRateHighWithout = without.SuccessInterval?.High,
            MedianStepsWithout = without.MedianSteps,
            ReachedCountWithout = without.ReachedCount,
            DivergedCountWithout = without.DivergedCount,
            PublishedTestAccuracyWith = group.Settings.PublishedTestAccuracyWith,
            MeanWith = with.Accuracy.Mean,
            StandardDeviationWith = with.Accuracy.StandardDeviation,
            MeanLowWith = with.AccuracyInterval?.Low,
            MeanHighWith = with.AccuracyInterval?.High,
            SuccessRateWith = with.Success.Share,
            SuccessRateLowWith = with.SuccessInterval?.Low,
            SuccessRateHighWith = with.SuccessInterval?.High,
            MedianStepsWith = with.MedianSteps,
            ReachedCountWith = with.ReachedCount,
            DivergedCountWith = with.DivergedCount,
            Difference = pairs.Difference.Mean,
            DifferenceLow = pairs.Interval?.Low,
            DifferenceHigh = pairs.Interval?.High,
            WilcoxonP = pairs.WilcoxonP,
        };
    }

    /// <summary>The same measurements, each with its p corrected for there being all of them.</summary>
    public static IReadOnlyList<BatchNormMeasurement> Corrected(IReadOnlyList<BatchNormMeasurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        IReadOnlyList<double?> corrected = HolmCorrection.OfKnown([.. measurements.Select(measurement => measurement.WilcoxonP)]);
        int size = corrected.Count(p => p is not null);
        return [.. measurements.Zip(corrected, (measurement, p) => measurement with { HolmP = p, FamilySize = size })];
    }

    /// <summary>The settings in short, the means, and how many runs they are of.</summary>
    public override string ToString() =>
        Invariant($"{SettingPhrases.InShort(this)}: {MeanWithout:0.0000} without, {MeanWith:0.0000} with (n = {Count})");
}

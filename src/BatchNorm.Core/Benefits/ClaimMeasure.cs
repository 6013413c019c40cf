using BatchNorm.Experiments;
using BatchNorm.Measurements;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>How one of the claims is measured.</summary>
internal abstract class ClaimMeasure
{
    /// <summary>The share of seeds that has to learn for a setting to count as one at which a side learns.</summary>
    private protected const double MostSeeds = 0.9;

    /// <summary>The measure of a claim.</summary>
    public static ClaimMeasure Of(LessonClaim claim) => claim.Kind switch
    {
        LessonClaimKind.Speed => new SpeedMeasure(),
        LessonClaimKind.Rates => new LargestMeasure("learning rate", "no rate"),
        LessonClaimKind.Weights => new CountMeasure("scales"),
        LessonClaimKind.Activations => new CountMeasure("activation functions"),
        LessonClaimKind.Depth => new LargestMeasure("number of layers", "no depth"),
        LessonClaimKind.Regularization => new GapMeasure(),
        _ => new BestMeasure(),
    };

    /// <summary>Measures.</summary>
    /// <param name="grid">The comparisons; every point has the same seeds, at least one.</param>
    /// <param name="settings">What counts as learned, as good, and as certain.</param>
    public abstract Finding Find(ClaimGrid grid, MeasurementSettings settings);

    /// <summary>The interval in words: "95 % interval 5.9..7.4", or that there is none.</summary>
    private protected static string InWords(Finding finding, MeasurementSettings settings) => finding.Interval is { } interval
        ? Invariant($"{settings.ConfidenceLevel * 100:0.##} % interval {EffectText.Text(interval, finding)}")
        : "no interval";

    /// <summary>A mean of paired differences with Student's interval.</summary>
    /// <param name="pairs">What was found for each seed, all of it known.</param>
    /// <param name="sign">1 where more is better, -1 where less is.</param>
    /// <param name="digits">Digits behind the point to tell it with.</param>
    /// <param name="settings">How certain it is to be.</param>
    private protected static Finding OfDifferences(IReadOnlyList<LessonClaimPair> pairs, int sign, int digits, MeasurementSettings settings)
    {
        MeanEstimate mean = MeanEstimate.Of(pairs.Select(pair => sign * (pair.With!.Value - pair.Without!.Value)));
        return new Finding
        {
            Kind = EffectKind.Difference,
            Size = Bracket.Of(mean.Mean),
            Interval = mean.Interval(settings.ConfidenceLevel),
            Pairs = pairs,
            Digits = digits,
        };
    }

    /// <summary>A median of paired quotients with the interval between two of them.</summary>
    /// <param name="ratios">The quotients, one a pair.</param>
    /// <param name="pairs">What was found for each seed.</param>
    /// <param name="settings">How certain it is to be.</param>
    private protected static Finding OfRatios(IReadOnlyCollection<Bracket> ratios, IReadOnlyList<LessonClaimPair> pairs, MeasurementSettings settings)
    {
        var median = MedianEstimate.Of(ratios);
        return new Finding { Kind = EffectKind.Ratio, Size = median.Median, Interval = median.Interval(settings.ConfidenceLevel), Pairs = pairs };
    }

    /// <summary>What was found for each seed, as far as it is known.</summary>
    private protected static LessonClaimPair[] Pairs(IReadOnlyList<int> seeds, IReadOnlyList<Bracket> without, IReadOnlyList<Bracket> with) =>
    [
        .. seeds.Select((seed, i) => new LessonClaimPair { Seed = seed, Without = Known(without[i]), With = Known(with[i]) }),
    ];

    private static double? Known(Bracket bracket) => bracket.IsKnown ? bracket.Low : null;
}

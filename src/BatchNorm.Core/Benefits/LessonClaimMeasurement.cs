using BatchNorm.Collections;
using BatchNorm.Measurements;

namespace BatchNorm.Benefits;

/// <summary>What comparisons say of one of the seven benefits that the lesson names: each side, the effect with its interval, and a verdict.</summary>
public sealed record LessonClaimMeasurement
{
    /// <summary>Which benefit it is: the name of its experiment.</summary>
    public required string Name { get; init; }

    /// <summary>What the lesson says.</summary>
    public required string Claim { get; init; }

    /// <summary>What was measured, in words.</summary>
    public required string Measure { get; init; }

    /// <summary>What came of it without batch normalization, in words; empty where nothing can be told.</summary>
    public string Without { get; init; } = "";

    /// <summary>What came of it with batch normalization, in words; empty where nothing can be told.</summary>
    public string With { get; init; } = "";

    /// <summary>The effect in words, with its interval: "× 6.9 (5.9..7.4)", "+0.12 (0.04..0.20)", "× 5+ (3+)" of what is 5 or more; empty where nothing can be told.</summary>
    public string Effect { get; init; } = "";

    /// <summary>Whether the effect is a quotient, which is 1 where both sides are alike, or a difference, which is 0.</summary>
    public EffectKind EffectKind { get; init; }

    /// <summary>How much better it is with batch normalization; null where only its bounds are known, or nothing is.</summary>
    public double? EffectSize { get; init; }

    /// <summary>The lower end of the interval of the effect; null where there is none.</summary>
    public double? EffectLow { get; init; }

    /// <summary>The upper end of the interval of the effect; null where there is none, or where it has no upper end.</summary>
    public double? EffectHigh { get; init; }

    /// <summary>The probability with which the interval holds the effect.</summary>
    public required double ConfidenceLevel { get; init; }

    /// <summary>How many seeds, each of them a pair: the n of the effect.</summary>
    public int Count { get; init; }

    /// <summary>The seeds of these pairs, as "1..10"; empty where nothing can be told.</summary>
    public string Seeds { get; init; } = "";

    /// <summary>Whether the claim holds.</summary>
    public required ClaimVerdict Verdict { get; init; }

    /// <summary>The verdict and why, in words.</summary>
    public required string Sentence { get; init; }

    /// <summary>The data the networks were trained on.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>What came of each value of the grid.</summary>
    public ValueList<LessonClaimPoint> Points { get; init; } = [];

    /// <summary>What came of each seed.</summary>
    public ValueList<LessonClaimPair> Pairs { get; init; } = [];

    /// <summary>Measures the comparisons of a claim.</summary>
    /// <exception cref="UnmeasurableGroupException">They say nothing together: they differ in more than they may, come from different data, or a seed has two results.</exception>
    public static LessonClaimMeasurement Of(ClaimedComparisons claimed, MeasurementSettings settings)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(settings);
        var grid = ClaimGrid.Of(claimed.Claim, claimed.Comparisons);
        Finding finding = grid.Points[0].Pairs.Count == 0
            ? Finding.Nothing("no seed is there with every value of the grid")
            : ClaimMeasure.Of(claimed.Claim).Find(grid, settings);
        ClaimVerdict verdict = finding.Verdict();
        return new LessonClaimMeasurement
        {
            Name = claimed.Claim.Name,
            Claim = claimed.Claim.Claim,
            Measure = claimed.Claim.Measure,
            Without = finding.Without,
            With = finding.With,
            Effect = EffectText.Of(finding),
            EffectKind = finding.Kind,
            EffectSize = finding.Size is { IsKnown: true } size && double.IsFinite(size.Low) ? size.Low : null,
            EffectLow = finding.Interval?.Low,
            EffectHigh = finding.Interval is { } interval && double.IsFinite(interval.High) ? interval.High : null,
            ConfidenceLevel = settings.ConfidenceLevel,
            Count = finding.Count,
            Seeds = SeedText.Of(finding.Pairs.Select(pair => pair.Seed)),
            Verdict = verdict,
            Sentence = VerdictText.Of(finding, verdict, grid),
            Dataset = grid.Dataset,
            Pairs = [.. finding.Pairs],
            Points = [.. grid.Points.Where(point => point.Pairs.Count > 0).Select(point => LessonClaimPoint.Of(point, settings))],
        };
    }

    /// <summary>The claim and the sentence.</summary>
    public override string ToString() => $"{Claim} {Sentence}";
}

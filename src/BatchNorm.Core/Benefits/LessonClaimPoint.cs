using BatchNorm.Measurements;
using BatchNorm.Statistics;
using static System.FormattableString;

namespace BatchNorm.Benefits;

/// <summary>What came of one value of a claim's grid, for each side. Flat, so that it goes into a table as it is.</summary>
public sealed record LessonClaimPoint
{
    /// <summary>The value, in words: "0.3", "Sigmoid", "10".</summary>
    public required string Value { get; init; }

    /// <summary>How many seeds: the n of everything below.</summary>
    public required int Count { get; init; }

    /// <summary>How many seeds learned without batch normalization.</summary>
    public required int LearnedWithout { get; init; }

    /// <summary>How many seeds learned with batch normalization.</summary>
    public required int LearnedWith { get; init; }

    /// <summary>The lower end of Wilson's interval of the share of seeds that learn without batch normalization.</summary>
    public required double ShareLowWithout { get; init; }

    /// <summary>The upper end of Wilson's interval of the share of seeds that learn without batch normalization.</summary>
    public required double ShareHighWithout { get; init; }

    /// <summary>The lower end of Wilson's interval of the share of seeds that learn with batch normalization.</summary>
    public required double ShareLowWith { get; init; }

    /// <summary>The upper end of Wilson's interval of the share of seeds that learn with batch normalization.</summary>
    public required double ShareHighWith { get; init; }

    /// <summary>The mean test accuracy without batch normalization, 0 to 1.</summary>
    public required double MeanWithout { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWithout { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWithout"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWithout { get; init; }

    /// <summary>The mean test accuracy with batch normalization, 0 to 1.</summary>
    public required double MeanWith { get; init; }

    /// <summary>The lower end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanLowWith { get; init; }

    /// <summary>The upper end of Student's interval of <see cref="MeanWith"/>, cut to 0 to 1; null for one seed.</summary>
    public double? MeanHighWith { get; init; }

    /// <summary>The value and how many learned.</summary>
    public override string ToString() => Invariant($"{Value}: {LearnedWithout} and {LearnedWith} of {Count}");

    /// <summary>What came of a point of a grid.</summary>
    internal static LessonClaimPoint Of(GridPoint point, MeasurementSettings settings)
    {
        ShareEstimate without = point.Learned(withBatchNorm: false, settings.Threshold), with = point.Learned(withBatchNorm: true, settings.Threshold);
        MeanEstimate meanWithout = MeanEstimate.Of(point.Pairs.Select(pair => pair.TestAccuracyWithout)), meanWith = MeanEstimate.Of(point.Pairs.Select(pair => pair.TestAccuracyWith));
        Interval? rangeWithout = meanWithout.Interval(settings.ConfidenceLevel)?.Within(0, 1), rangeWith = meanWith.Interval(settings.ConfidenceLevel)?.Within(0, 1);
        Interval lowHighWithout = without.Interval(settings.ConfidenceLevel), lowHighWith = with.Interval(settings.ConfidenceLevel);
        return new LessonClaimPoint
        {
            Value = point.Label,
            Count = without.Total,
            LearnedWithout = without.Count,
            LearnedWith = with.Count,
            ShareLowWithout = lowHighWithout.Low,
            ShareHighWithout = lowHighWithout.High,
            ShareLowWith = lowHighWith.Low,
            ShareHighWith = lowHighWith.High,
            MeanWithout = meanWithout.Mean,
            MeanLowWithout = rangeWithout?.Low,
            MeanHighWithout = rangeWithout?.High,
            MeanWith = meanWith.Mean,
            MeanLowWith = rangeWith?.Low,
            MeanHighWith = rangeWith?.High,
        };
    }
}

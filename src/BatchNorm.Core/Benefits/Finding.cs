using BatchNorm.Statistics;

namespace BatchNorm.Benefits;

/// <summary>What a measure found, before it is judged.</summary>
internal sealed record Finding
{
    /// <summary>How the sides are compared.</summary>
    public required EffectKind Kind { get; init; }

    /// <summary>One side in words.</summary>
    public string Without { get; init; } = "";

    /// <summary>The other side in words.</summary>
    public string With { get; init; } = "";

    /// <summary>The effect as far as it is known; null where there is nothing.</summary>
    public Bracket? Size { get; init; }

    /// <summary>The interval of the effect; null where there is none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The interval of a second effect that has to be there as well, of the same kind; null where there is none.</summary>
    public Interval? AlsoInterval { get; init; }

    /// <summary>What was found for each seed, in order.</summary>
    public IReadOnlyList<LessonClaimPair> Pairs { get; init; } = [];

    /// <summary>How many pairs.</summary>
    public int Count => Pairs.Count;

    /// <summary>What was found, in a sentence of the numbers.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Why there is nothing to be told, as the end of a sentence; empty where there is.</summary>
    public string Obstacle { get; init; } = "";

    /// <summary>Digits that a difference is told with behind the point; quotients have two in all.</summary>
    public int Digits { get; init; } = 2;

    /// <summary>That nothing can be told.</summary>
    /// <param name="obstacle">Why, as the end of a sentence.</param>
    public static Finding Nothing(string obstacle) => new() { Kind = EffectKind.Difference, Obstacle = obstacle };

    /// <summary>
    /// The claim holds where its interval lies beyond the point at which both sides are alike, and does not hold where nothing of it does; where
    /// there are two effects, it takes both to hold, and one not to.
    /// </summary>
    public ClaimVerdict Verdict()
    {
        double alike = Kind == EffectKind.Ratio ? 1 : 0;
        Interval[] intervals = Interval is not { } interval ? [] : AlsoInterval is { } also ? [interval, also] : [interval];
        return intervals.Length == 0 ? ClaimVerdict.CannotBeTold
            : intervals.All(one => one.Low > alike) ? ClaimVerdict.Holds
            : intervals.Any(one => one.High <= alike) ? ClaimVerdict.DoesNotHold
            : ClaimVerdict.CannotBeTold;
    }
}

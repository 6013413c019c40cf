namespace BatchNorm.Claims;

/// <summary>Whether a claim holds, and the numbers that say so. Flat, so that it goes into a table or a CSV file as it is.</summary>
public sealed record ClaimResult
{
    /// <summary>Whether the results bear the claim out. What they leave open counts as not borne out.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was found, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>How many seeds, or runs where it is runs that are compared: the n of the numbers beside it.</summary>
    public required int Count { get; init; }

    /// <summary>The mean difference or the share that the claim is about, or null where it is about neither.</summary>
    public double? Mean { get; init; }

    /// <summary>The lower end of the interval of <see cref="Mean"/>; null where there is none, as for one seed.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the interval of <see cref="Mean"/>; null where there is none, as for one seed.</summary>
    public double? High { get; init; }

    /// <summary>The probability with which the interval holds what it estimates; null where there is no interval.</summary>
    public double? ConfidenceLevel { get; init; }

    /// <summary>The settings that all comparisons had in common.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}

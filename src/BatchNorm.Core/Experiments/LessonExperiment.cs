using BatchNorm.Collections;

namespace BatchNorm.Experiments;

/// <summary>
/// One experiment of the lesson: its settings, flat and named as results name them, what the lesson printed, and what it is there to
/// show. Its seed is the number of its cell, so that the lesson's repeats of the same settings are runs of their own; the lesson itself fixed none.
/// </summary>
public sealed record LessonExperiment : PublishedExperiment
{
    /// <summary>What it has in common with others.</summary>
    public ValueList<LessonGroup> Groups { get; init; } = [];

    /// <summary>The lesson's accuracy on the 5,000 validation images without batch normalization, or null where it trained no such network.</summary>
    public double? PublishedValidationAccuracyWithout { get; init; }

    /// <summary>The lesson's accuracy on the 5,000 validation images with batch normalization.</summary>
    public double? PublishedValidationAccuracyWith { get; init; }

    /// <summary>What the lesson says here, in one sentence of this module's own.</summary>
    public string Claim { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Claim}";
}

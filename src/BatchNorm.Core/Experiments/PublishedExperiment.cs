using BatchNorm.Settings;

namespace BatchNorm.Experiments;

/// <summary>An experiment and what somebody else reported for it, to be shown beside one's own result; null where nothing was reported.</summary>
public record PublishedExperiment : Experiment
{
    /// <summary>An experiment that nothing was reported for.</summary>
    public PublishedExperiment()
    {
    }

    /// <summary>An experiment that nothing was reported for.</summary>
    public PublishedExperiment(Experiment experiment)
        : base(experiment)
    {
    }

    /// <summary>The test accuracy without batch normalization that somebody else reported, 0 to 1, or null.</summary>
    public double? PublishedTestAccuracyWithout { get; init; }

    /// <summary>The test accuracy with batch normalization that somebody else reported, 0 to 1, or null.</summary>
    public double? PublishedTestAccuracyWith { get; init; }

    /// <summary>The share right of images given one at a time, with batch normalization, that somebody else reported, or null.</summary>
    public double? PublishedIndividualAccuracyWith { get; init; }

    /// <summary>
    /// Equal for experiments that differ in the seed only. The data is left out: whoever puts comparisons together tells it apart by its hash.
    /// </summary>
    internal (string Settings, double? PublishedWithout, double? PublishedWith) RepeatKey() =>
        (SettingTable.Key(this), PublishedTestAccuracyWithout, PublishedTestAccuracyWith);

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}

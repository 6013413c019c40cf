using BatchNorm.Experiments;
using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>A comparison of a sweep: an experiment, and the two runs that it is made of.</summary>
/// <remarks>
/// The run without batch normalization knows nothing of epsilon, decay or placement: where cells differ in those only, it is the same run, and
/// trained once.
/// </remarks>
public sealed record SweepCell
{
    private SweepCell(PublishedExperiment experiment, string key, string withoutKey)
    {
        Experiment = experiment;
        Key = key;
        WithoutKey = withoutKey;
    }

    /// <summary>What tells it from every other cell: the key of its settings, which is that of its run with batch normalization.</summary>
    public string Key { get; }

    /// <summary>The key of its run without batch normalization.</summary>
    public string WithoutKey { get; }

    /// <summary>Its settings, what it is called, and what was published for it.</summary>
    public PublishedExperiment Experiment { get; }

    /// <summary>The run without batch normalization.</summary>
    public SweepRun Without => new(WithoutKey, UseBatchNorm: false, SettingTable.WithoutBatchNorm(OfRun(Experiment)));

    /// <summary>The run with batch normalization.</summary>
    public SweepRun With => new(Key, UseBatchNorm: true, OfRun(Experiment));

    /// <summary>Its two runs.</summary>
    public IReadOnlyList<SweepRun> Runs => [Without, With];

    /// <summary>The cell of an experiment.</summary>
    /// <param name="experiment">Settled: its engine is not Auto, and the digest of its data is known.</param>
    /// <exception cref="ArgumentException">It is not settled.</exception>
    public static SweepCell Of(PublishedExperiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.DatasetHash.Length == 0)
            throw new ArgumentException("The digest of the experiment's data is not known, and without it no result is told from another's.", nameof(experiment));
        return new SweepCell(experiment, SettingKey.Of(OfRun(experiment)), SettingKey.Of(SettingTable.WithoutBatchNorm(OfRun(experiment))));
    }

    /// <summary>The cell of an experiment whose keys are known.</summary>
    internal static SweepCell Of(PublishedExperiment experiment, CellEntry entry) => new(experiment, entry.Key, entry.WithoutKey);

    /// <inheritdoc/>
    public override string ToString() => $"{Experiment}";

    private static Experiment OfRun(PublishedExperiment experiment) => new(experiment) { Seed = experiment.Seed };
}

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
    private SweepCell(PublishedExperiment experiment, SweepRun without, SweepRun with)
    {
        Experiment = experiment;
        Without = without;
        With = with;
    }

    /// <summary>What tells it from every other cell: the key of its settings, which is that of its run with batch normalization.</summary>
    public string Key => With.Key;

    /// <summary>Its settings, what it is called, and what was published for it.</summary>
    public PublishedExperiment Experiment { get; }

    /// <summary>The run without batch normalization.</summary>
    public SweepRun Without { get; }

    /// <summary>The run with batch normalization.</summary>
    public SweepRun With { get; }

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
        var with = new Experiment(experiment) { Seed = experiment.Seed };
        Experiment without = SettingTable.WithoutBatchNorm(with);
        return new SweepCell(
            experiment,
            new SweepRun(SettingKey.Of(without), UseBatchNorm: false, without),
            new SweepRun(SettingKey.Of(with), UseBatchNorm: true, with));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Experiment}";
}

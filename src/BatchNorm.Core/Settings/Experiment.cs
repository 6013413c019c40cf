namespace BatchNorm.Settings;

/// <summary>The settings of one experiment and the seed: everything that fixes its outcome but the data.</summary>
public record Experiment : ExperimentSettings
{
    /// <summary>An experiment with the usual settings of the lesson.</summary>
    public Experiment()
    {
    }

    /// <summary>An experiment with given settings.</summary>
    public Experiment(ExperimentSettings settings)
        : base(settings)
    {
    }

    /// <summary>Draws the initial weights and the order of the batches.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The name, where there is one, and what is said of an experiment in short: the settings most often varied, and the seed.</summary>
    public override string ToString() => SettingPhrases.InShort(this);
}

using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>What runs are put into groups by. Runs that agree in all of it are a group.</summary>
public sealed class Grouping
{
    private readonly RunTrait[] _traits;

    /// <param name="names">Of <see cref="RunTrait.All"/>, in either case; may be none, which makes one group of all runs.</param>
    /// <exception cref="ArgumentException">A name is none of those.</exception>
    public Grouping(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _traits = [.. names.Select(RunTrait.Named).Distinct()];
    }

    /// <summary>The names, as they are spelt in <see cref="RunTrait.All"/>.</summary>
    public IReadOnlyList<string> Names => [.. _traits.Select(trait => trait.Name)];

    /// <summary>Whether groups differ in something.</summary>
    /// <param name="name">Of <see cref="RunTrait.All"/>.</param>
    public bool Has(string name) => _traits.Any(trait => trait.Name == name);

    /// <summary>Equal for, and only for, runs of one group.</summary>
    public string Key(TrainingRun run) => string.Join('\n', _traits.Select(trait => trait.Text(run)));

    /// <summary>A run's group in words: "ReLU, rate 0.01"; "with" and "without" where groups differ in batch normalization.</summary>
    public string Words(TrainingRun run) => SettingPhrases.Join(_traits.Select(trait =>
        trait.Name != RunTrait.BatchNormalization ? trait.ShortWords(run) : run.UseBatchNorm ? "with" : "without"));

    /// <summary>A run's group by values: "ReLU, 0.01".</summary>
    public string Values(TrainingRun run) => string.Join(", ", _traits.Select(trait => trait.Text(run)));
}

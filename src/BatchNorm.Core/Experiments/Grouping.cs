using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Experiments;

/// <summary>What runs are put into groups by: settings, and whether batch normalization is used. Runs that agree in all of it are a group.</summary>
public sealed class Grouping
{
    /// <summary>The name for whether batch normalization is used, beside the names of settings.</summary>
    public const string BatchNormalization = nameof(TrainingRun.UseBatchNorm);

    private readonly Setting?[] _parts; // null stands for whether batch normalization is used

    /// <param name="names">Of <see cref="AllNames"/>, in either case; may be none, which makes one group of all runs.</param>
    /// <exception cref="ArgumentException">A name is none of those.</exception>
    public Grouping(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _parts = [.. names.Select(Part).Distinct()];
    }

    /// <summary>What runs can be grouped by: every setting, and whether batch normalization is used.</summary>
    public static IReadOnlyList<string> AllNames { get; } = [BatchNormalization, .. SettingTable.All.Select(setting => setting.Name)];

    /// <summary>The names, as they are spelt in <see cref="AllNames"/>.</summary>
    public IReadOnlyList<string> Names => [.. _parts.Select(part => part?.Name ?? BatchNormalization)];

    /// <summary>Whether groups differ in something.</summary>
    /// <param name="name">Of <see cref="AllNames"/>.</param>
    public bool Has(string name) => _parts.Any(part => (part?.Name ?? BatchNormalization) == name);

    /// <summary>Equal for, and only for, runs of one group.</summary>
    public string Key(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Join('\n', _parts.Select(part => part is null ? $"{run.UseBatchNorm}" : part.Text(run)));
    }

    /// <summary>A run's group in words: "ReLU, rate 0.01".</summary>
    public string Words(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return SettingPhrases.Join(_parts.Select(part => Words(part, run)));
    }

    /// <summary>A run's group by values: "ReLU, 0.01".</summary>
    public string Values(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.Join(", ", _parts.Select(part => part is null ? $"{run.UseBatchNorm}" : part.Text(run)));
    }

    private static string Words(Setting? part, TrainingRun run)
    {
        if (part is null)
            return run.UseBatchNorm ? "with" : "without";
        string phrase = part.Part == SettingPart.Name ? run.Name : part.ShortPhrase(run);
        return phrase.Length > 0 ? phrase : part.Has(run) && part.Words(run) is { Length: > 0 } words ? words : $"no {part.Label.ToLowerInvariant()}";
    }

    private static Setting? Part(string name) => name.Equals(BatchNormalization, StringComparison.OrdinalIgnoreCase)
        ? null
        : SettingTable.All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Runs cannot be grouped by '{name}'. They can by {string.Join(", ", AllNames)}.");
}

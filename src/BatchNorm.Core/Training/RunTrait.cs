using System.Globalization;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>What runs can be put together by and told apart by: each setting, and whether batch normalization is used.</summary>
public sealed class RunTrait
{
    /// <summary>The name of whether batch normalization is used, beside the names of settings.</summary>
    public const string BatchNormalization = nameof(TrainingRun.UseBatchNorm);

    private readonly Setting? _setting;

    private RunTrait(Setting? setting) => _setting = setting;

    /// <summary>Whether batch normalization is used, and every setting in the table's order.</summary>
    public static IReadOnlyList<RunTrait> All { get; } = [new RunTrait(null), .. SettingTable.All.Select(setting => new RunTrait(setting))];

    /// <summary>What it is called by whoever chooses it: "LearningRate".</summary>
    public string Name => _setting?.Name ?? BatchNormalization;

    /// <summary>What people call it: "Learning rate".</summary>
    public string Label => _setting?.Label ?? "Batch normalization";

    /// <summary>The trait of a name, in either case.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RunTrait Named(string name) =>
        All.FirstOrDefault(trait => trait.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Runs cannot be grouped by '{name}'. They can by {string.Join(", ", All)}.");

    /// <summary>A run's value as a text that is the same for, and only for, the same value; empty where it has none.</summary>
    public string Text(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _setting is null ? $"{run.UseBatchNorm}" : _setting.Text(run);
    }

    /// <summary>A run's value as a number, or null where it is none.</summary>
    public double? Number(TrainingRun run) =>
        double.TryParse(Text(run), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    /// <summary>A run's value as in a title: "learning rate 0.01", "with batch norm", "no momentum".</summary>
    public string Words(TrainingRun run) => Words(run, setting => setting.Phrase(run));

    /// <summary>The same for a legend, which has less room: "rate 0.01".</summary>
    public string ShortWords(TrainingRun run) => Words(run, setting => setting.ShortPhrase(run));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private string Words(TrainingRun run, Func<Setting, string> phrase)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (_setting is null)
            return run.UseBatchNorm ? "with batch norm" : "without batch norm";
        string words = _setting.Part == SettingPart.Name ? run.Name : phrase(_setting);
        return words.Length > 0 ? words : _setting.Has(run) && _setting.Words(run) is { Length: > 0 } value ? value : $"no {Label.ToLowerInvariant()}";
    }
}

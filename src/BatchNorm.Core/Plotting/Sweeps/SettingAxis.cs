using System.Globalization;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A setting and the values it has in a sweep: numbers in their order, names in the order in which they are declared, others as they came.</summary>
internal sealed class SettingAxis
{
    private const int LongestLabel = 24;

    private readonly Setting[] _settings;
    private readonly Dictionary<string, int> _levels;

    private SettingAxis(Setting setting, IReadOnlyList<(string Key, string Words)> levels)
    {
        _settings = [setting];
        Words = [.. levels.Select(level => level.Words)];
        _levels = levels.Select((level, i) => (level.Key, i)).ToDictionary(StringComparer.Ordinal);
        double?[] numbers = [.. levels.Select(level => Number(setting, level.Key))];
        Numbers = numbers.Any(number => number is null) ? [] : [.. numbers.OfType<double>()];
    }

    private SettingAxis(SettingAxis axis, SettingAxis same, IReadOnlyList<string> words)
    {
        _settings = [.. axis._settings, .. same._settings];
        _levels = axis._levels;
        Words = words;
        Numbers = axis.Numbers;
    }

    /// <summary>The name of the setting, or of the first of several that go together.</summary>
    public string Name => _settings[0].Name;

    /// <summary>What people call it.</summary>
    public string Label => string.Join(" and ", _settings.Select((setting, i) => i == 0 ? setting.Label : setting.Label.ToLowerInvariant()));

    /// <summary>Whether accuracies depend on it, or on any of those that go together.</summary>
    public bool ChangesResult => _settings.Any(setting => setting.ChangesResult);

    /// <summary>How many values it has.</summary>
    public int Count => Words.Count;

    /// <summary>The values in words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The values in words short enough to stand beside an axis.</summary>
    public IReadOnlyList<string> Labels => field ??= [.. Words.Select(Shortened)];

    /// <summary>The values as numbers; empty where one of them is none.</summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>The axis of a setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="all">Those whose values it has.</param>
    public static SettingAxis Of(Setting setting, IEnumerable<ExperimentSettings> all)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ExperimentSettings settings in all)
            words.TryAdd(Key(setting, settings), InWords(setting, settings));
        string[] keys = [.. words.Keys];
        return new SettingAxis(setting, [.. Ordered(setting, keys).Select(key => (key, words[key]))]);
    }

    /// <summary>Which of the values some settings have, from 0.</summary>
    public int LevelOf(ExperimentSettings settings) => _levels[Key(_settings[0], settings)];

    /// <summary>The setting with the value that some settings have, as in a legend.</summary>
    public string Phrase(ExperimentSettings settings) => Shortened(SettingPhrases.Join(_settings.Select(setting => setting.ShortPhrase(settings))));

    /// <summary>
    /// One axis of this setting and of another that has one value wherever this one has one, and another wherever it has another; null where it has not.
    /// </summary>
    public SettingAxis? With(SettingAxis other, IEnumerable<ExperimentSettings> all)
    {
        if (other.Count != Count)
            return null;

        var levels = new Dictionary<int, int>();
        foreach (ExperimentSettings settings in all)
        {
            int level = LevelOf(settings), others = other.LevelOf(settings);
            if (!levels.TryAdd(level, others) && levels[level] != others)
                return null;
        }

        return levels.Values.Distinct().Count() < Count
            ? null
            : new SettingAxis(this, other, [.. Words.Select((words, level) => $"{words}, {other.Words[levels[level]]}")]);
    }

    /// <summary>A text of nobody knows whom, in the letters that an axis has room for.</summary>
    public static string Shortened(string text) => text.Length <= LongestLabel ? text : $"{text[..(LongestLabel - 1)].TrimEnd()}\u2026";

    private static string InWords(Setting setting, ExperimentSettings settings) =>
        !setting.Has(settings) ? "\u2013" : setting.Words(settings) is { Length: > 0 } words ? words : "none";

    // A network without the setting is no network with an empty value of it.
    private static string Key(Setting setting, ExperimentSettings settings) => setting.Has(settings) ? $"={setting.Text(settings)}" : "";

    private static IEnumerable<string> Ordered(Setting setting, string[] keys)
    {
        if (setting.ValueType.IsEnum)
            return keys.OrderBy(key => Rank(setting, key));
        if (setting.ValueType == typeof(bool))
            return keys.Order(StringComparer.Ordinal);
        if (setting.ValueType != typeof(string))
            return keys.OrderBy(key => Number(setting, key) ?? double.NegativeInfinity);

        // Widths of layers: the fewest layers first, and of as many the narrowest; names as they came.
        return Array.TrueForAll(keys, key => Widths(key) is not null)
            ? keys.OrderBy(key => Widths(key)!.Length).ThenBy(Padded, StringComparer.Ordinal)
            : keys;
    }

    private static long Rank(Setting setting, string key) =>
        key.Length > 1 && Enum.TryParse(setting.ValueType, key[1..], out object? value) ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : -1;

    private static string Padded(string key) => string.Join(',', Widths(key)!.Select(width => width.ToString("D10", CultureInfo.InvariantCulture)));

    private static double? Number(Setting setting, string key) =>
        key.Length > 1 && setting.ValueType != typeof(string)
        && double.TryParse(key[1..], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static int[]? Widths(string key)
    {
        string[] parts = key.Length <= 1 ? [] : key[1..].Split(',');
        var widths = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out widths[i]))
                return null;
        }

        return widths;
    }
}

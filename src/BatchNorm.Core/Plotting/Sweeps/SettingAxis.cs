using System.Globalization;
using BatchNorm.Settings;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>A setting and the values it has in a sweep: numbers in their order, names in the order in which they are declared, others as they came.</summary>
internal sealed class SettingAxis
{
    private const int LongestLabel = 24;

    private readonly Dictionary<string, int> _levels;

    private SettingAxis(Setting setting, IReadOnlyList<(string Key, string Words)> levels)
    {
        Setting = setting;
        Words = [.. levels.Select(level => level.Words)];
        Labels = [.. Words.Select(Shortened)];
        _levels = levels.Select((level, i) => (level.Key, i)).ToDictionary(StringComparer.Ordinal);
        double?[] numbers = [.. levels.Select(level => Number(setting, level.Key))];
        Numbers = numbers.Any(number => number is null) ? [] : [.. numbers.OfType<double>()];
    }

    /// <summary>The setting.</summary>
    public Setting Setting { get; }

    /// <summary>How many values it has.</summary>
    public int Count => Words.Count;

    /// <summary>The values in words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The values in words short enough to stand beside an axis.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The values as numbers; empty where one of them is none.</summary>
    public IReadOnlyList<double> Numbers { get; }

    public static SettingAxis Of(Setting setting, IEnumerable<ExperimentSettings> all)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ExperimentSettings settings in all)
            words.TryAdd(Key(setting, settings), InWords(setting, settings));
        string[] keys = [.. words.Keys];
        return new SettingAxis(setting, [.. Ordered(setting, keys).Select(key => (key, words[key]))]);
    }

    /// <summary>Which of the values some settings have, from 0.</summary>
    public int LevelOf(ExperimentSettings settings) => _levels[Key(Setting, settings)];

    /// <summary>A text of nobody knows whom, in the letters that an axis has room for.</summary>
    public static string Shortened(string text) => text.Length <= LongestLabel ? text : $"{text[..(LongestLabel - 1)].TrimEnd()}\u2026";

    private static string InWords(Setting setting, ExperimentSettings settings) =>
        !setting.Has(settings) ? "\u2013" : setting.Words(settings) is { Length: > 0 } words ? words : "none";

    // A network without the setting is no network with an empty value of it.
    private static string Key(Setting setting, ExperimentSettings settings) => setting.Has(settings) ? $"={setting.Text(settings)}" : "";

    private static IEnumerable<string> Ordered(Setting setting, string[] keys)
    {
        if (setting.ValueType.IsEnum)
            return keys.OrderBy(key => key.Length > 1 && Enum.TryParse(setting.ValueType, key[1..], out object? value) ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : -1);
        if (setting.ValueType == typeof(bool))
            return keys.Order(StringComparer.Ordinal);
        if (setting.ValueType != typeof(string))
            return keys.OrderBy(key => Number(setting, key) ?? double.NegativeInfinity);

        // Widths of layers: the fewest layers first, and of as many the narrowest; names as they came.
        return Array.TrueForAll(keys, key => Widths(key) is not null)
            ? keys.OrderBy(key => Widths(key)!.Length).ThenBy(key => string.Join(',', Widths(key)!.Select(width => width.ToString("D10", CultureInfo.InvariantCulture))), StringComparer.Ordinal)
            : keys;
    }

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

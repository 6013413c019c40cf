using System.Globalization;
using System.Text.RegularExpressions;
using BatchNorm.Settings;

namespace BatchNorm.Storage;

/// <summary>Settings among the texts of a file's metadata, each under its name in lower case: "learning_rate".</summary>
internal static partial class SettingMetadata
{
    /// <summary>What a network is and what it started from.</summary>
    public static IReadOnlyList<Setting> OfNetworks { get; } = Of(SettingPart.Network, SettingPart.BatchNorm);

    /// <summary>How it was trained, and on what.</summary>
    public static IReadOnlyList<Setting> OfTrainings { get; } = Of(SettingPart.Training, SettingPart.Data);

    private static Setting Architecture { get; } = SettingTable.Named(nameof(ExperimentSettings.Architecture));

    /// <summary>What a setting is called in a file.</summary>
    public static string Key(Setting setting) => Word().Replace(setting.Name, "_$0").ToLowerInvariant();

    /// <summary>Writes settings: all that the network has.</summary>
    public static void Write(IDictionary<string, string> texts, ExperimentSettings settings, IEnumerable<Setting> table)
    {
        foreach (Setting setting in table.Where(setting => IsHad(setting, settings, settings.Placement is not null)))
            texts[Key(setting)] = setting.Text(settings);
    }

    /// <summary>
    /// Reads settings. A file that knows nothing of batch normalization is of a network without; everything else that the architecture has must
    /// be there.
    /// </summary>
    /// <exception cref="StorageException">Something is missing, or is not as this module writes it.</exception>
    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    public static TSettings Read<TSettings>(MetadataTexts texts, TSettings settings, IReadOnlyList<Setting> table)
        where TSettings : ExperimentSettings
    {
        if (table.Contains(Architecture))
            settings = Read(texts, settings, Architecture);
        bool isNormalized = table.Any(setting => setting.Part == SettingPart.BatchNorm && texts.Optional(Key(setting)) is not null);
        foreach (Setting setting in table.Where(setting => setting != Architecture))
            settings = IsHad(setting, settings, isNormalized) ? Read(texts, settings, setting) : setting.Without(settings);
        return settings;
    }

    private static bool IsHad(Setting setting, ExperimentSettings settings, bool isNormalized) =>
        setting.Architectures.Contains(settings.Architecture) && (setting.Part != SettingPart.BatchNorm || isNormalized);

    private static TSettings Read<TSettings>(MetadataTexts texts, TSettings settings, Setting setting)
        where TSettings : ExperimentSettings
    {
        string key = Key(setting);
        string text = texts.Required(key);
        texts.CheckLayers(key, text);
        if (text.Length == 0 && !setting.NullIsValue && setting.ValueType != typeof(string))
            throw texts.Refusal($"In its metadata, '{key}' is empty, and such a network has a value of it.");
        TSettings read;
        try
        {
            read = setting.Read(settings, text, CultureInfo.InvariantCulture);
        }
        catch (FormatException exception)
        {
            throw texts.Refusal($"In its metadata, '{key}' cannot be read: {exception.Message}");
        }

        // People's texts are read with some patience. This one no person wrote.
        return setting.Text(read) == text
            ? read
            : throw texts.Refusal($"In its metadata, '{key}' is '{text}', which this module would have written as '{setting.Text(read)}'.");
    }

    private static Setting[] Of(params SettingPart[] parts) => [.. SettingTable.All.Where(setting => parts.Contains(setting.Part))];

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Word();
}

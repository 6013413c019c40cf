using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>
/// A setting, described once: how it is called, read, written and told, what is usual, and which networks have it. Whatever lists settings
/// is made from <see cref="SettingTable"/>.
/// </summary>
public abstract class Setting
{
    private static readonly Architecture[] Every = Enum.GetValues<Architecture>();

    private protected Setting(string name, string label)
    {
        Name = name;
        Label = label;
    }

    /// <summary>What the property, the parameter, and the column of a table are called: "LearningRate".</summary>
    public string Name { get; }

    /// <summary>What a table made for people calls it: "Learning rate".</summary>
    public string Label { get; }

    /// <summary>What of an experiment it is of.</summary>
    public SettingPart Part { get; init; }

    /// <summary>Where it is named.</summary>
    public Mention Mention { get; init; }

    /// <summary>The architectures that have it: all, unless told.</summary>
    public IReadOnlyList<Architecture> Architectures { get; init; } = Every;

    /// <summary>
    /// Whether results that differ in it are no repeats of each other. The data is no such setting here: it is told apart by its hash, by
    /// whoever puts results together.
    /// </summary>
    public bool TellsApart { get; init; } = true;

    /// <summary>Whether null is a value like any other: an engine that chooses for itself is a choice.</summary>
    public bool NullIsValue { get; init; }

    /// <summary>Whether accuracies depend on it: not on what computes, and not on how often one looks.</summary>
    public bool ChangesResult { get; init; } = true;

    /// <summary>
    /// The text of the value at which it is left out of keys: what the code did before there was such a setting. Null for those that stand in
    /// every key. A setting that is added later needs one, or the keys of all that was kept before change.
    /// </summary>
    public string? LeftOutOfKeysAt { get; init; }

    /// <summary>The type of its values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Whether a record has the property: what is measured over several seeds has no seed.</summary>
    public abstract bool IsOf(ExperimentSettings settings);

    /// <summary>Whether such a network has the setting; in one that has not it is null, or empty.</summary>
    public bool Has(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return IsOf(settings) && Architectures.Contains(settings.Architecture) && HasValue(settings);
    }

    /// <summary>Its value as a text that is the same everywhere and is read back as the very same value; empty where there is none.</summary>
    public abstract string Text(ExperimentSettings settings);

    /// <summary>Its value as the property has it, of the type <see cref="ValueType"/>; null where there is none.</summary>
    public object? Value(ExperimentSettings settings) => Has(settings) ? Get(settings) : null;

    /// <summary>Its value in words, as in a cell of a table; empty where there is none.</summary>
    public string Words(ExperimentSettings settings) => Has(settings) ? InWords(settings) : "";

    /// <summary>It and its value, as in a title: "learning rate 0.01"; empty where there is none.</summary>
    public string Phrase(ExperimentSettings settings) => Has(settings) ? AsPhrase(settings) : "";

    /// <summary>The same for a legend, which has less room.</summary>
    public string ShortPhrase(ExperimentSettings settings) => Has(settings) ? AsShortPhrase(settings) : "";

    /// <summary>Whether it has the value that is usual for such a network, which goes without saying.</summary>
    public abstract bool IsUsual(ExperimentSettings settings);

    /// <summary>Whether those of some settings that have it differ in it.</summary>
    public bool Varies(IEnumerable<ExperimentSettings> several) => several.Where(Has).Select(Text).Distinct(StringComparer.Ordinal).Skip(1).Any();

    /// <summary>The settings with another value of this one.</summary>
    /// <param name="settings">Of an architecture that has it.</param>
    /// <param name="value">Of the property's type, or null where it may be none.</param>
    /// <exception cref="ArgumentException">The architecture has no such setting, or the value is out of its range.</exception>
    public TSettings With<TSettings>(TSettings settings, object? value)
        where TSettings : ExperimentSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!Architectures.Contains(settings.Architecture))
            throw new ArgumentException($"{Name} is a setting of {Listed(Architectures)} networks; {settings.Architecture} ones have none. Leave it out, or choose another architecture.");
        return (TSettings)Set(settings, value);
    }

    /// <summary>The settings with the value that a text stands for; an empty text is none where there may be none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="text">The text.</param>
    /// <param name="culture">The culture of whoever reads it.</param>
    /// <exception cref="FormatException">The text stands for no value.</exception>
    /// <exception cref="ArgumentException">The value is out of its range.</exception>
    public TSettings Read<TSettings>(TSettings settings, string text, CultureInfo culture)
        where TSettings : ExperimentSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (TSettings)Set(settings, Parse(text, culture));
    }

    /// <summary>The settings with a value that was read somewhere: whether the architecture has it is not asked.</summary>
    /// <exception cref="ArgumentException">The value is out of its range.</exception>
    public TSettings Put<TSettings>(TSettings settings, object? value)
        where TSettings : ExperimentSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (TSettings)Set(settings, value);
    }

    /// <summary>The settings with the value that is usual for them, or with none where it has none.</summary>
    public TSettings AsUsual<TSettings>(TSettings settings)
        where TSettings : ExperimentSettings
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (TSettings)Set(settings, Usual(settings));
    }

    /// <summary>The settings with no such value, as a network has that knows nothing of it.</summary>
    internal TSettings Without<TSettings>(TSettings settings)
        where TSettings : ExperimentSettings => (TSettings)Set(settings, None);

    /// <summary>Settings with the value that others have.</summary>
    internal TSettings Copy<TSettings>(ExperimentSettings from, TSettings to)
        where TSettings : ExperimentSettings => (TSettings)Set(to, Get(from));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract object? None { get; }

    private protected abstract object? Get(ExperimentSettings settings);

    private protected abstract bool HasValue(ExperimentSettings settings);

    private protected abstract string InWords(ExperimentSettings settings);

    private protected abstract string AsPhrase(ExperimentSettings settings);

    private protected abstract string AsShortPhrase(ExperimentSettings settings);

    private protected abstract ExperimentSettings Set(ExperimentSettings settings, object? value);

    private protected abstract object? Parse(string text, CultureInfo culture);

    private protected abstract object? Usual(ExperimentSettings settings);

    private static string Listed(IReadOnlyList<Architecture> architectures) => string.Join(" and ", architectures);
}

using System.Globalization;

namespace BatchNorm.Settings;

/// <summary>A setting whose property is of type T.</summary>
/// <typeparam name="TSettings">The record that has the property.</typeparam>
/// <typeparam name="T">A type that may be null where not every network has the setting.</typeparam>
/// <param name="name">The property's name.</param>
/// <param name="label">What people call it.</param>
/// <param name="get">Reads the property.</param>
/// <param name="with">Makes the same settings with another value.</param>
/// <param name="text">How it is written and read.</param>
internal sealed class Setting<TSettings, T>(
    string name, string label, Func<TSettings, T> get, Func<TSettings, T, TSettings> with, SettingText<T> text) : Setting(name, label)
    where TSettings : ExperimentSettings, new()
{
    private static readonly T Nothing = typeof(T) == typeof(string) ? (T)(object)"" : default!;

    private readonly T _usual = get(new TSettings());

    /// <summary>What is usual where that depends on settings that stand before it in the table; else it is what a new record has.</summary>
    public Func<TSettings, T>? UsualFor { get; init; }

    /// <summary>The value for people, where that is not its text.</summary>
    public Func<TSettings, string>? Wording { get; init; }

    /// <summary>The setting and its value; where that is not given, the label and the value.</summary>
    public Func<TSettings, string>? Title { get; init; }

    /// <summary>The same in a legend, where that is not as in a title.</summary>
    public Func<TSettings, string>? Legend { get; init; }

    /// <summary>Whether an empty text is a value like any other: no hidden layers are a choice.</summary>
    public bool MayBeEmpty { get; init; }

    private protected override object? None => Nothing;

    public override Type ValueType { get; } = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    public override bool IsOf(ExperimentSettings settings) => settings is TSettings;

    public override string Text(ExperimentSettings settings) => settings is TSettings own && get(own) is { } value ? text.Write(value) : "";

    public override bool IsUsual(ExperimentSettings settings) =>
        settings is TSettings own && EqualityComparer<T>.Default.Equals(get(own), UsualOf(own));

    private protected override object? Get(ExperimentSettings settings) => get((TSettings)settings);

    private protected override bool HasValue(ExperimentSettings settings) =>
        get((TSettings)settings) is { } value ? MayBeEmpty || value is not "" : NullIsValue;

    private protected override string InWords(ExperimentSettings settings) =>
        Wording is not null ? Wording((TSettings)settings) : get((TSettings)settings) is { } value ? text.InWords(value) : "";

    private protected override string AsPhrase(ExperimentSettings settings) =>
        Title is null ? $"{Label.ToLowerInvariant()} {InWords(settings)}" : Title((TSettings)settings);

    private protected override string AsShortPhrase(ExperimentSettings settings) => Legend is null ? AsPhrase(settings) : Legend((TSettings)settings);

    private protected override ExperimentSettings Set(ExperimentSettings settings, object? value) => with((TSettings)settings, (T)value!);

    private protected override object? Parse(string written, CultureInfo culture) => text.Read(written, culture);

    private protected override object? Usual(ExperimentSettings settings) => UsualOf((TSettings)settings);

    private T UsualOf(TSettings settings) =>
        !Architectures.Contains(settings.Architecture) ? Nothing : UsualFor is null ? _usual : UsualFor(settings);
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BatchNorm.Settings;

namespace BatchNorm.Sweeps;

/// <summary>
/// The key of settings: equal for, and only for, settings whose results are the same to the bit on one kind of machine. It is the SHA-256 of a
/// text that is the same everywhere: JSON with its names in ordinal order, without white space, with numbers in their shortest form that is read
/// back as the same value, and with enumerations by name.
/// </summary>
/// <remarks>
/// <para>
/// Outside of it stands what is for people: what experiment and data are called. The data is its digest. Settings must be settled first: an
/// engine that is chosen, a momentum where the optimizer has one.
/// </para>
/// <para>A setting that an architecture has not, or a network without batch normalization, is null. One that was added later is left out at the
/// value that stands for what was done before (<see cref="Setting.LeftOutOfKeysAt"/>), so that old keys stay.</para>
/// </remarks>
public static class SettingKey
{
    /// <summary>Digits of a key: 128 bits, at which 10^15 keys are alike with a chance below 10^-8.</summary>
    public const int Length = 32;

    private const int Schema = 1;

    /// <summary>To be raised where results change on purpose, so that nothing that was kept before is taken for a result of today.</summary>
    private const int Numerics = 1;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private static readonly Member[] Members = InOrder(SettingTable.All);

    /// <summary>The key of settings.</summary>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">The settings are not settled: the engine is Auto.</exception>
    public static string Of(ExperimentSettings settings) => OfText(Canonical(settings));

    /// <summary>The text that the key is made of.</summary>
    /// <exception cref="ArgumentException">The settings are not settled: the engine is Auto.</exception>
    public static string Canonical(ExperimentSettings settings) => Canonical(settings, Members);

    /// <summary>The same with another table, for what is to be known of settings that are still to come.</summary>
    internal static string Canonical(ExperimentSettings settings, IEnumerable<Setting> table) => Canonical(settings, InOrder(table));

    /// <summary>The settings that a canonical text stands for; their names and the data's are for whoever reads to add.</summary>
    /// <param name="canonical">The text.</param>
    /// <param name="last">What was read before, which is mostly nearly the same, with its text; or null.</param>
    /// <exception cref="FormatException">It is not the text of settings, or that of a later version.</exception>
    internal static Experiment Read(JsonElement canonical, (JsonElement Canonical, Experiment Experiment)? last = null)
    {
        Experiment experiment = last?.Experiment ?? new Experiment();
        foreach (Member member in Members)
        {
            if (member.Setting is { } setting && (last is null || !HasSame(member.Name, canonical, last.Value.Canonical)))
                experiment = Read(setting, member.Name, experiment, canonical);
        }

        return Canonical(experiment) == canonical.GetRawText()
            ? experiment
            : throw new FormatException("These are no settings as this version writes them: another one did, or something changed them.");
    }

    /// <summary>The key that a canonical text has.</summary>
    internal static string OfText(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))[..Length];

    /// <summary>Whether a text has the form of a key.</summary>
    internal static bool IsKey(ReadOnlySpan<char> text) => text.Length == Length && IsHexadecimal(text);

    /// <summary>Whether a text has lower-case hexadecimal digits and nothing else.</summary>
    internal static bool IsHexadecimal(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hexadecimal);

    private static string Canonical(ExperimentSettings settings, Member[] members)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Engine == EngineKind.Auto)
            throw new ArgumentException("Settings whose engine is Auto have no key: results differ between engines. Settle the engine first.", nameof(settings));

        var json = new StringBuilder("{");
        foreach (Member member in members)
        {
            if (member.Setting?.IsOf(settings) == false)
                continue;
            string text = member.Setting is not { } setting ? member.Constant : Has(setting, settings) ? setting.Text(settings) : "";
            if (member.Setting is { LeftOutOfKeysAt: { } neutral } && text == neutral)
                continue;
            if (json.Length > 1)
                json.Append(',');
            json.Append('"').Append(member.Name).Append("\":").Append(member.Setting is null ? text : Json(member.Setting, text));
        }

        return json.Append('}').ToString();
    }

    private static bool HasSame(string name, JsonElement one, JsonElement other)
    {
        bool isThere = one.TryGetProperty(name, out JsonElement value);
        return isThere == other.TryGetProperty(name, out JsonElement otherValue) && (!isThere || JsonElement.DeepEquals(value, otherValue));
    }

    private static Experiment Read(Setting setting, string name, Experiment experiment, JsonElement canonical)
    {
        string text = !canonical.TryGetProperty(name, out JsonElement value) ? setting.LeftOutOfKeysAt ?? "" : value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => bool.TrueString,
            JsonValueKind.False => bool.FalseString,
            _ => value.GetRawText(),
        };
        return text.Length == 0 && setting.ValueType != typeof(string) ? setting.Without(experiment) : setting.Read(experiment, text, CultureInfo.InvariantCulture);
    }

    /// <summary>What stands in a canonical text, in the order in which it does.</summary>
    private static Member[] InOrder(IEnumerable<Setting> table) =>
    [
        .. table.Where(setting => setting.Part != SettingPart.Name && setting.Name != nameof(ExperimentSettings.Dataset))
            .Select(setting => new Member(JsonNamingPolicy.CamelCase.ConvertName(setting.Name), setting, ""))
            .Append(new Member("schema", null, $"{Schema}"))
            .Append(new Member("numerics", null, $"{Numerics}"))
            .OrderBy(member => member.Name, StringComparer.Ordinal),
    ];

    private static bool Has(Setting setting, ExperimentSettings settings) => setting.Architectures.Contains(settings.Architecture);

    private static string Json(Setting setting, string text) => setting.ValueType switch
    {
        var type when type == typeof(string) || type.IsEnum && text.Length > 0 => JsonSerializer.Serialize(text),
        _ when text.Length == 0 => "null",
        var type when type == typeof(bool) => text == bool.TrueString ? "true" : "false",
        _ => text,
    };

    /// <summary>A setting, or a constant of this version.</summary>
    private sealed record Member(string Name, Setting? Setting, string Constant);
}

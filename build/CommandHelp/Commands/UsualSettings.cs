using BatchNorm.Settings;

namespace CommandHelp.Commands;

/// <summary>What the table of settings says is usual for each architecture.</summary>
internal static class UsualSettings
{
    /// <summary>The usual value of a setting as it is typed: "ReLU; Recurrent: Tanh". Empty for what is no setting, or usually not there.</summary>
    public static string InWords(string name) => SettingTable.All.FirstOrDefault(setting => setting.Name == name) is { } setting ? InWords(setting) : "";

    /// <inheritdoc cref="InWords(string)"/>
    public static string InWords(Setting setting)
    {
        (Architecture Architecture, string Value)[] usual =
            [.. setting.Architectures.Select(architecture => (architecture, setting.Text(setting.AsUsual(SettingTable.Usual(new Experiment { Architecture = architecture })))))];
        if (usual.All(one => one.Value.Length == 0))
            return "";

        string first = usual[0].Value;
        return string.Join("; ", usual.Where(one => one.Value != first).Select(one => $"{one.Architecture}: {OrNone(one.Value)}").Prepend(OrNone(first)));
    }

    private static string OrNone(string value) => value.Length == 0 ? "none" : value;
}

using BatchNorm.Settings;

namespace CommandHelp.Commands;

/// <summary>What the table of settings says is usual for each architecture.</summary>
internal static class UsualSettings
{
    /// <summary>The usual value of a setting as it is typed: "ReLU; Recurrent: Tanh". Empty for what is no setting, or usually not there.</summary>
    public static string InWords(string name)
    {
        if (SettingTable.All.FirstOrDefault(setting => setting.Name == name) is not { } setting)
            return "";

        (Architecture Architecture, string Value)[] usual =
            [.. setting.Architectures.Select(architecture => (architecture, setting.Text(setting.AsUsual(SettingTable.Usual(new Experiment { Architecture = architecture })))))];
        string first = usual[0].Value;
        return string.Join("; ", usual.Where(one => one.Value != first).Select(one => $"{one.Architecture}: {one.Value}").Prepend(first));
    }
}

using BatchNorm.Settings;
using CommandHelp.Commands;

namespace CommandHelp.Writing;

/// <summary>What the table of settings knows, as Markdown: a page that says &lt;!-- settings --&gt; gets an item for every setting there.</summary>
internal static class SettingsList
{
    private const string Mark = "<!-- settings -->";

    /// <summary>The cmdlet that has every setting as a parameter; where that takes several values, the setting is an axis.</summary>
    private const string Grid = "Compare-BatchNorm";

    private static readonly (SettingPart Part, string Title)[] Parts =
    [
        (SettingPart.Network, "The network"),
        (SettingPart.BatchNorm, "Its batch normalization"),
        (SettingPart.Training, "Its training"),
        (SettingPart.Test, "Its test"),
        (SettingPart.Data, "The data"),
        (SettingPart.Name, "The name"),
    ];

    /// <summary>The text with the list in the place of its mark.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="commands">The cmdlets.</param>
    public static string Complete(string text, IReadOnlyList<Command> commands) =>
        text.Contains(Mark, StringComparison.Ordinal) ? text.Replace(Mark, Of(commands.Single(command => command.Name == Grid)), StringComparison.Ordinal) : text;

    private static string Of(Command grid) => string.Join("\n\n", Parts.Select(part => Listed(part.Part, part.Title, grid)));

    private static string Listed(SettingPart part, string title, Command grid)
    {
        IEnumerable<string> items =
            from setting in SettingTable.All
            where setting.Part == part
            join parameter in grid.Parameters on setting.Name equals parameter.Name
            select $"- `{setting.Name}`{Label(setting)}: {Described(setting, parameter)}";
        return string.Join('\n', items.Prepend($"### {title}\n"));
    }

    /// <summary>What tables call it, where that is not its name in words.</summary>
    private static string Label(Setting setting) =>
        setting.Label.Replace(" ", "", StringComparison.Ordinal).Equals(setting.Name, StringComparison.OrdinalIgnoreCase) ? "" : $" (\"{setting.Label}\")";

    private static string Described(Setting setting, Parameter parameter)
    {
        string[] parts =
        [
            parameter.Default.Length == 0 ? "none" : parameter.Default,
            setting.Architectures.Count < Enum.GetValues<Architecture>().Length ? $"{string.Join(" and ", setting.Architectures)} networks only" : "",
            setting.ValueType.IsEnum ? $"One of {string.Join(", ", Enum.GetNames(setting.ValueType))}" : "",
            parameter.Type.IsArray ? "An axis" : "",
            setting.ChangesResult ? "" : "Changes no accuracy",
        ];
        return string.Concat(parts.Where(part => part.Length > 0).Select(part => $"{part}. ")).TrimEnd();
    }
}

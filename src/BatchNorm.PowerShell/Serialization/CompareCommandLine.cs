using System.Management.Automation.Language;
using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Reporting;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Serialization;

/// <summary>The command that runs the comparisons of a report's group again, to be typed at the prompt.</summary>
internal static class CompareCommandLine
{
    private const string FolderMark = "Idx: ";

    public static string Of(ReportGroup group)
    {
        string arguments = string.Join(' ', Arguments(group).Where(argument => argument.Value is not null)
            .Select(argument => $"-{argument.Name} {argument.Value}".TrimEnd()));
        string remark = IsFolder(group.DatasetName) ? " # wherever that folder is" : "";
        return $"Compare-BatchNorm {arguments}{remark}";
    }

    /// <summary>Every parameter that made the comparisons; null stands for one that was not given, an empty text for a switch.</summary>
    private static IEnumerable<(string Name, string? Value)> Arguments(ReportGroup group)
    {
        PublishedExperiment settings = group.Settings with { Trace = group.Comparisons.Aggregate(TraceKinds.None, (traces, comparison) => traces | comparison.Trace) };
        return
        [
            .. SettingTable.All.Where(setting => setting.Part != SettingPart.Data).Select(setting =>
                (setting.Name, setting.Name == nameof(settings.Seed) ? Seeds(group.Seeds) : Argument(setting, settings))),
            (nameof(settings.PublishedTestAccuracyWithout), Number(settings.PublishedTestAccuracyWithout)),
            (nameof(settings.PublishedTestAccuracyWith), Number(settings.PublishedTestAccuracyWith)),
            (nameof(settings.PublishedIndividualAccuracyWith), Number(settings.PublishedIndividualAccuracyWith)),
            IsFolder(group.DatasetName) ? ("DatasetPath", Quoted(Folder(group.DatasetName))) : ("Dataset", group.DatasetName),
        ];
    }

    private static string? Argument(Setting setting, ExperimentSettings settings)
    {
        if (!setting.Has(settings) || (setting.Mention is Mention.WhenUnusual or Mention.Never && setting.IsUsual(settings)))
            return null;
        string text = setting.Text(settings);
        return setting.ValueType == typeof(bool) ? (text == bool.TrueString ? "" : null)
            : setting.Part == SettingPart.Name ? Quoted(text)
            : text;
    }

    /// <summary>Whether data goes by the name of the folder it was read from.</summary>
    private static bool IsFolder(string dataset) => !DatasetCatalogue.Names.Contains(dataset);

    /// <summary>The folder in the name that data without a name of its own is given, "Idx: folder"; where it lies, nothing tells.</summary>
    private static string Folder(string dataset) => dataset.StartsWith(FolderMark, StringComparison.Ordinal) ? dataset[FolderMark.Length..] : dataset;

    /// <summary>"1..20" becomes a range, "1..5,9" an array of a range and a number.</summary>
    private static string Seeds(string seeds)
    {
        if (!seeds.Contains("..", StringComparison.Ordinal))
            return seeds;
        return seeds.Contains(',', StringComparison.Ordinal) ? $"@({seeds.Replace(",", "; ", StringComparison.Ordinal)})" : $"({seeds})";
    }

    private static string? Number(double? value) => value is { } number ? SettingText.Number.Write(number) : null;

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}

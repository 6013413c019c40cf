using System.Management.Automation.Language;
using BatchNorm.Data;
using BatchNorm.Experiments;
using BatchNorm.Networks;
using BatchNorm.Reporting;
using BatchNorm.Settings;

namespace BatchNorm.PowerShell.Reporting;

/// <summary>The command that runs the comparisons of a report's group again, to be typed at the prompt.</summary>
internal static class CompareCommandLine
{
    private const string FolderMark = "Idx: ";

    private static readonly BatchNormSettings Usual = new();

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
        ComparisonSettings settings = group.Settings;
        return
        [
            (nameof(settings.Name), settings.Name.Length > 0 ? Quoted(settings.Name) : null),
            (nameof(settings.Architecture), settings.Architecture == Architecture.FullyConnected ? null : $"{settings.Architecture}"),
            (nameof(settings.FeatureMaps), settings.FeatureMaps.Length > 0 ? settings.FeatureMaps : null),
            (nameof(settings.KernelSize), Number(settings.KernelSize)),
            (nameof(settings.PixelByPixel), Switch(settings.PixelByPixel)),
            (nameof(settings.Permuted), Switch(settings.Permuted)),
            (nameof(settings.Activation), $"{settings.Activation}"),
            (nameof(settings.LearningRate), Number(settings.LearningRate)),
            (nameof(settings.WeightScale), Number(settings.WeightScale)),
            (nameof(settings.HiddenLayer), settings.HiddenLayer.Length > 0 ? settings.HiddenLayer : null),
            (nameof(settings.BatchSize), Number(settings.BatchSize)),
            (nameof(settings.TrainingBatches), Number(settings.TrainingBatches)),
            (nameof(settings.BatchesPerSample), Number(settings.BatchesPerSample)),
            ("Seed", Seeds(group.Seeds)),
            (nameof(settings.Placement), settings.Placement is { } placement and not BatchNormPlacement.BeforeActivation ? $"{placement}" : null),
            (nameof(settings.Implementation), settings.Implementation?.ToString()),
            (nameof(settings.Epsilon), settings.Epsilon == Usual.Epsilon ? null : Number(settings.Epsilon)),
            (nameof(settings.Decay), settings.Decay == Usual.Decay ? null : Number(settings.Decay)),
            (nameof(settings.SkipPopulationUpdate), Switch(settings.SkipPopulationUpdate)),
            (nameof(settings.UseBatchStatistics), Switch(settings.UseBatchStatistics)),
            (nameof(settings.IndividualPredictions), settings.IndividualPredictions > 0 ? Number(settings.IndividualPredictions) : null),
            (nameof(settings.PublishedTestAccuracyWithout), Number(settings.PublishedTestAccuracyWithout)),
            (nameof(settings.PublishedTestAccuracyWith), Number(settings.PublishedTestAccuracyWith)),
            (nameof(BatchNormComparison.PublishedIndividualAccuracyWith), Number(group.Comparisons[0].PublishedIndividualAccuracyWith)),
            ("TraceActivation", Switch(group.Comparisons.Any(comparison => comparison.WithBatchNorm.ActivationSamples.Length > 0))),
            (nameof(settings.Engine), $"{settings.Engine}"),
            IsFolder(group.DatasetName) ? ("DatasetPath", Quoted(Folder(group.DatasetName))) : ("Dataset", group.DatasetName),
        ];
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

    private static string? Switch(bool isOn) => isOn ? "" : null;

    private static string? Number(double? value) => value is { } number ? SettingText.Number.Write(number) : null;

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}

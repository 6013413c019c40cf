using System.Reflection;
using System.Runtime.InteropServices;
using BatchNorm.Settings;

namespace BatchNorm.Training;

/// <summary>
/// What two trainings must have in common for one to go on where the other stood: all settings of the network and of its training, the data,
/// and all that computes, as a product that is rounded elsewhere gives other bits.
/// </summary>
/// <remarks>
/// The settings are those of the table but names and tests, which change nothing before the end. How often accuracies are sampled is one
/// of them: the samples are part of the run.
/// </remarks>
/// <param name="Texts">Each of them by its name, in an order of their own; empty where there is none.</param>
public sealed record TrainingIdentity(IReadOnlyDictionary<string, string> Texts)
{
    private static readonly string ModuleVersion =
        typeof(TrainingIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>The identity of a training.</summary>
    /// <param name="run">What is known of it before its first step.</param>
    /// <param name="library">The library that computes, and its version, or null where it is the module itself.</param>
    internal static TrainingIdentity Of(TrainingRun run, string? library)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Setting setting in SettingTable.All.Where(IsOfIdentity))
            texts[setting.Name] = setting.Text(run);
        texts["VectorWidth"] = SettingText.Optional(SettingText.WholeNumber).Write(run.VectorWidth);
        texts["Library"] = library ?? "";
        texts["ModuleVersion"] = ModuleVersion;
        texts["Platform"] = RuntimeInformation.RuntimeIdentifier;
        return new TrainingIdentity(texts);
    }

    /// <summary>The first thing in which another training differs, in a sentence, or null where they are the same.</summary>
    internal string? Difference(TrainingIdentity other) => (
        from name in Texts.Keys.Union(other.Texts.Keys, StringComparer.Ordinal)
        let own = Texts.GetValueOrDefault(name, "")
        let others = other.Texts.GetValueOrDefault(name, "")
        where own != others
        select $"It was written by a training with {Words(name, others)}, and this one has {Words(name, own)}.").FirstOrDefault();

    /// <summary>The data counts by its digest alone: its name is for people.</summary>
    private static bool IsOfIdentity(Setting setting) => setting.Part switch
    {
        SettingPart.Network or SettingPart.BatchNorm or SettingPart.Training => true,
        SettingPart.Data => setting.Name == nameof(ExperimentSettings.DatasetHash),
        _ => false,
    };

    private static string Words(string name, string text) => text.Length == 0 ? $"no {name}" : $"{name} {text}";
}

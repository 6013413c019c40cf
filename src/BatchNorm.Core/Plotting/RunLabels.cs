using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>
/// What a legend calls its lines: the name, what sets a run apart from the others, how many runs a line stands for, and where it
/// ended.
/// </summary>
internal static class RunLabels
{
    /// <summary>A label a group, no two alike.</summary>
    /// <param name="groups">The groups of a panel.</param>
    /// <param name="band">What is drawn around the means; with <see cref="BandKind.None"/> every group is one run.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunGroup> groups, BandKind band)
    {
        TrainingRun[] runs = [.. groups.SelectMany(group => group.Runs)];
        string[] labels = [.. groups.Select(group => Name(group, runs))];
        return [.. groups.Select((group, i) => $"{labels[i]}{Ordinal(labels, i)}{Extent(group, band)}: {Outcome(group)}")];
    }

    /// <summary>Validation accuracy after the last step, the mean where it is of several runs, and whether any diverged.</summary>
    public static string Outcome(RunGroup group)
    {
        int diverged = group.Runs.Count(run => run.Diverged);
        string remark = diverged == 0 ? "" : group.Count == 1 ? " (diverged)" : $" ({diverged} of {group.Count} diverged)";
        return string.Create(
            CultureInfo.InvariantCulture, $"{group.Runs.Average(run => run.ValidationAccuracy):0.000}{remark}");
    }

    private static string Name(RunGroup group, TrainingRun[] runs)
    {
        TrainingRun first = group.Runs[0];
        bool nameTellsKind = runs.All(other => other.Name != first.Name || other.UseBatchNorm == first.UseBatchNorm);
        string kind = nameTellsKind ? "" : first.UseBatchNorm ? "with batch norm" : "without batch norm";
        string setApart = RunSettings.SetApartInShort(group.Runs, runs);
        return string.Join(", ", new[] { first.Name, kind, setApart }.Where(part => part.Length > 0));
    }

    // Runs alike in name and settings, such as a run repeated, are numbered.
    private static string Ordinal(string[] labels, int index)
    {
        if (labels.Count(label => label == labels[index]) == 1)
            return "";
        int number = labels.Take(index + 1).Count(label => label == labels[index]);
        return string.Create(CultureInfo.InvariantCulture, $" #{number}");
    }

    private static string Extent(RunGroup group, BandKind band) => band switch
    {
        BandKind.None => "",
        _ when group.Count == 1 => ", n = 1",
        BandKind.StandardDeviation => $", mean of {group.Count} ± SD",
        BandKind.StandardError => $", mean of {group.Count} ± SE",
        BandKind.ConfidenceInterval => $", mean of {group.Count} with 95 % interval",
        BandKind.Range => $", mean and range of {group.Count}",
        _ => throw new ArgumentOutOfRangeException(nameof(band), band, "There is no such band."),
    };
}

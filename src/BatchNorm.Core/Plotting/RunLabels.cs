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
    /// <param name="metric">What is drawn.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<CurveRuns> groups, BandKind band, PlottedMetric metric)
    {
        TrainingRun[] runs = [.. groups.SelectMany(group => group.Runs)];
        var distinctions = new RunDistinctions(runs);
        HashSet<string> ambiguous = [.. runs.GroupBy(run => run.Name).Where(named => named.Select(run => run.UseBatchNorm).Distinct().Skip(1).Any()).Select(named => named.Key)];
        string[] labels = Numbered([.. groups.Select(group => Name(group, distinctions, ambiguous))]);
        return [.. groups.Select((group, i) => $"{labels[i]}{Extent(group, band)}: {Outcome(group, metric)}")];
    }

    /// <summary>The last value, the mean of those that are finite where it is of several runs, and whether any diverged.</summary>
    public static string Outcome(CurveRuns group, PlottedMetric metric)
    {
        int diverged = group.Runs.Count(run => run.Diverged);
        string remark = diverged == 0 ? "" : group.Count == 1 ? " (diverged)" : $" ({diverged} of {group.Count} diverged)";
        double mean = group.Runs.Select(metric.Last).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return $"{metric.Number(mean)}{remark}";
    }

    private static string Name(CurveRuns group, RunDistinctions distinctions, HashSet<string> ambiguous)
    {
        TrainingRun first = group.Runs[0];
        string kind = !ambiguous.Contains(first.Name) ? "" : first.UseBatchNorm ? "with batch norm" : "without batch norm";
        return string.Join(", ", new[] { first.Name, kind, distinctions.InShort(group.Runs) }.Where(part => part.Length > 0));
    }

    // Runs alike in name and settings, such as a run repeated, are numbered.
    private static string[] Numbered(string[] labels)
    {
        Dictionary<string, int> counts = labels.CountBy(label => label).ToDictionary(StringComparer.Ordinal), given = new(StringComparer.Ordinal);
        return [.. labels.Select(label => counts[label] == 1 ? label : $"{label} #{Next(label).ToString(CultureInfo.InvariantCulture)}")];

        int Next(string label) => given[label] = given.GetValueOrDefault(label) + 1;
    }

    private static string Extent(CurveRuns group, BandKind band) => band switch
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

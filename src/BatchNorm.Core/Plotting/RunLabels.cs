using System.Globalization;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>What a legend calls its runs: the name, what sets a run apart from the others, and where it ended.</summary>
internal static class RunLabels
{
    /// <summary>A label a run, no two alike.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<TrainingRun> runs)
    {
        string[] labels = [.. runs.Select(run => Name(run, runs))];
        return [.. runs.Select((run, i) => $"{labels[i]}{Ordinal(labels, i)}: {Outcome(run)}")];
    }

    /// <summary>Validation accuracy after the last step, and whether the run diverged.</summary>
    public static string Outcome(TrainingRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.ValidationAccuracy:0.000}{(run.Diverged ? " (diverged)" : "")}");

    private static string Name(TrainingRun run, IReadOnlyList<TrainingRun> runs)
    {
        bool nameTellsKind = runs.All(other => other.Name != run.Name || other.UseBatchNorm == run.UseBatchNorm);
        string kind = nameTellsKind ? "" : run.UseBatchNorm ? "with batch norm" : "without batch norm";
        return string.Join(", ", new[] { run.Name, kind, RunSettings.Differing(run, runs) }.Where(part => part.Length > 0));
    }

    // Runs alike in name and settings, such as a run repeated, are numbered.
    private static string Ordinal(string[] labels, int index)
    {
        if (labels.Count(label => label == labels[index]) == 1)
            return "";
        int number = labels.Take(index + 1).Count(label => label == labels[index]);
        return string.Create(CultureInfo.InvariantCulture, $" #{number}");
    }
}

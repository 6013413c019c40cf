using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>The runs one line of a plot stands for: a single one, or several that differ in nothing but the seed.</summary>
internal sealed record RunGroup(IReadOnlyList<TrainingRun> Runs)
{
    /// <summary>How many runs.</summary>
    public int Count => Runs.Count;

    /// <summary>
    /// Puts together what differs in nothing but the seed; groups come in the order of their first runs. A run that is there twice
    /// counts once: it is no second witness.
    /// </summary>
    /// <exception cref="PlotException">Runs of a group were sampled at different steps.</exception>
    public static IReadOnlyList<RunGroup> By(IReadOnlyList<TrainingRun> runs)
    {
        RunGroup[] groups = [.. runs.GroupBy(RunSettings.AllButSeed).Select(group => new RunGroup(Distinct([.. group])))];
        foreach (RunGroup group in groups)
            group.CheckSteps();
        return groups;
    }

    private static IReadOnlyList<TrainingRun> Distinct(TrainingRun[] runs) =>
        [.. runs.Where((run, i) => !runs.Take(i).Any(earlier => IsSame(earlier, run)))];

    // Time is no part of it: trained again, a run has the same numbers and took another while. Nor is how it was tested at the end.
    private static bool IsSame(TrainingRun one, TrainingRun other) =>
        one.Seed == other.Seed && one.InitialWeightsHash == other.InitialWeightsHash && one.BatchOrderHash == other.BatchOrderHash
        && Numbers(one).SequenceEqual(Numbers(other));

    private static IEnumerable<(int Step, double Accuracy, double Loss)> Numbers(TrainingRun run) =>
        run.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss));

    private void CheckSteps()
    {
        TrainingRun first = Runs[0];
        TrainingRun? other = Runs.FirstOrDefault(run =>
            !run.Samples.Select(sample => sample.Step).SequenceEqual(first.Samples.Select(sample => sample.Step)));
        if (other is null)
            return;

        throw new PlotException(
            $"Runs with samples at different steps have no mean: of '{first.Name}' ({RunSettings.Complete(Runs)}) seed {first.Seed} has "
            + $"{Extent(first)}, seed {other.Seed} {Extent(other)}. Draw runs with all their samples, or without a band.");
    }

    private static string Extent(TrainingRun run) => run.Samples.Length == 0
        ? "no samples"
        : $"{run.Samples.Length} samples from step {run.Samples[0].Step} to {run.Samples[^1].Step}";
}

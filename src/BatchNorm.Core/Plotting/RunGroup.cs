using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>The runs one line of a plot stands for: a single one, or several that differ in nothing but the seed.</summary>
internal sealed record RunGroup(IReadOnlyList<TrainingRun> Runs)
{
    /// <summary>How many runs.</summary>
    public int Count => Runs.Count;

    /// <summary>Puts together what differs in nothing but the seed; groups come in the order of their first runs.</summary>
    /// <exception cref="PlotException">Runs of a group were sampled at different steps.</exception>
    public static IReadOnlyList<RunGroup> By(IReadOnlyList<TrainingRun> runs)
    {
        RunGroup[] groups = [.. runs.GroupBy(RunSettings.AllButSeed).Select(group => new RunGroup([.. group]))];
        foreach (RunGroup group in groups)
            group.CheckSteps();
        return groups;
    }

    private void CheckSteps()
    {
        TrainingRun first = Runs[0];
        TrainingRun? other = Runs.FirstOrDefault(run =>
            !run.Samples.Select(sample => sample.Step).SequenceEqual(first.Samples.Select(sample => sample.Step)));
        if (other is null)
            return;

        throw new PlotException(
            $"Runs sampled at different steps have no mean: of '{first.Name}' ({RunSettings.Complete(Runs)}) seed {first.Seed} has "
            + $"{Sampling(first)}, seed {other.Seed} {Sampling(other)}. Train them with the same -BatchesPerSample, or draw them without a band.");
    }

    private static string Sampling(TrainingRun run) => run.Samples.Length == 0
        ? "no samples"
        : $"{run.Samples.Length} samples from step {run.Samples[0].Step} to {run.Samples[^1].Step}";
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>The runs one line of a plot stands for: a single one, or several that differ in nothing but the seed.</summary>
internal sealed record CurveRuns(IReadOnlyList<TrainingRun> Runs)
{
    /// <summary>How many runs.</summary>
    public int Count => Runs.Count;

    /// <summary>
    /// Puts together what differs in nothing but the seed; groups come in the order of their first runs. A run that is there twice
    /// counts once: counted twice, it would make a band narrower than it is.
    /// </summary>
    /// <exception cref="PlotException">Runs of a group were sampled at different steps, or one run has two results.</exception>
    public static IReadOnlyList<CurveRuns> By(IReadOnlyList<TrainingRun> runs)
    {
        CurveRuns[] groups = [.. runs.GroupBy(RunSettings.AllButSeed).Select(group => new CurveRuns(Distinct([.. group])))];
        foreach (CurveRuns group in groups)
        {
            group.CheckRepeats();
            group.CheckSteps();
        }

        return groups;
    }

    private static IReadOnlyList<TrainingRun> Distinct(TrainingRun[] runs) => [.. runs.GroupBy(Beginning).SelectMany(WithoutRepeats)];

    private static List<TrainingRun> WithoutRepeats(IEnumerable<TrainingRun> begunAlike)
    {
        var kept = new List<TrainingRun>();
        foreach (TrainingRun run in begunAlike.Where(run => !kept.Any(earlier => EndedAlike(earlier, run))))
            kept.Add(run);
        return kept;
    }

    private static (int Seed, string Weights, string Order) Beginning(TrainingRun run) => (run.Seed, run.InitialWeightsHash, run.BatchOrderHash);

    // Time is no part of it: trained again, a run has the same numbers and took another while. Nor is how it was tested at the end.
    private static bool EndedAlike(TrainingRun one, TrainingRun other) => one.FinalParametersHash.Length > 0 && other.FinalParametersHash.Length > 0
        ? one.FinalParametersHash == other.FinalParametersHash
        : Numbers(one).SequenceEqual(Numbers(other));

    private static IEnumerable<(int Step, double Accuracy, double Loss)> Numbers(TrainingRun run) =>
        run.Samples.Select(sample => (sample.Step, sample.Accuracy, sample.Loss));

    // What is left after the repeats are gone began apart, or is one run with two results.
    private void CheckRepeats()
    {
        if (Runs.Where(run => run.InitialWeightsHash.Length > 0).GroupBy(Beginning).FirstOrDefault(alike => alike.Skip(1).Any()) is not { } repeats)
            return;

        TrainingRun one = repeats.First();
        string reason = VectorWidths.Difference(repeats.Select(run => run.VectorWidth));
        throw new PlotException(
            $"The same run with different results has no mean: seed {one.Seed} of '{one.Name}' ({RunSettings.Complete(Runs)}) is there more than once. "
            + $"{reason} Leave all but one of them out, or draw them without a band.".TrimStart());
    }

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

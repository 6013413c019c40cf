using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Selection;

/// <summary>The best of a group of runs, those that are as good, and how many were left out because they diverged.</summary>
public sealed class BestRun
{
    private BestRun(IReadOnlyList<TrainingRun> runs, IReadOnlyList<TrainingRun> best)
    {
        Runs = runs;
        Best = best;
    }

    /// <summary>The runs of the group, in their order.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }

    /// <summary>The best runs, in their order: several where they tie, none where all diverged.</summary>
    public IReadOnlyList<TrainingRun> Best { get; }

    /// <summary>How many runs diverged, or have no finite number to be judged by.</summary>
    public int LeftOut { get; private init; }

    /// <summary>The data that the runs are of, by name: of several, whose accuracies say nothing to each other, none is best.</summary>
    public IReadOnlyList<string> Datasets => new DatasetNames(Runs.Select(run => (run.Dataset, run.DatasetHash))).All;

    /// <summary>Finds the best run of each group, in the order of the groups' first runs.</summary>
    /// <param name="runs">All runs.</param>
    /// <param name="criterion">What makes a run better.</param>
    /// <param name="groupBy">Names of <see cref="RunTrait.All"/>: runs that agree in all of them are a group. Without one, all runs are.</param>
    /// <exception cref="ArgumentException">A name is none of those.</exception>
    public static IReadOnlyList<BestRun> Of(IEnumerable<TrainingRun> runs, RunCriterion criterion, IReadOnlyList<string> groupBy)
    {
        var grouping = new Grouping(groupBy);
        return [.. runs.GroupBy(grouping.Key).Select(group => Of([.. group], criterion))];
    }

    private static BestRun Of(IReadOnlyList<TrainingRun> runs, RunCriterion criterion)
    {
        TrainingRun[] judged = [.. runs.Where(run => !run.Diverged && double.IsFinite(Merit(run, criterion)))];
        double best = judged.Select(run => Merit(run, criterion)).DefaultIfEmpty().Max();
        return new BestRun(runs, [.. judged.Where(run => Merit(run, criterion) == best).DistinctBy(Identity)]) { LeftOut = runs.Count - judged.Length };
    }

    /// <summary>One run that came twice is no tie; of one without a hash it is not known.</summary>
    private static object Identity(TrainingRun run) => run.FinalParametersHash.Length > 0 ? (run.FinalParametersHash, run.Seed, run.Name) : run;

    /// <summary>Greater is better; NaN where there is no number to judge by.</summary>
    private static double Merit(TrainingRun run, RunCriterion criterion) => criterion switch
    {
        RunCriterion.ValidationAccuracy => run.ValidationAccuracy,
        RunCriterion.ValidationLoss => -(run.Samples.LastOrDefault()?.Loss ?? double.NaN),
        RunCriterion.TestAccuracy => run.TestAccuracy,
        _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "There is no such criterion."),
    };
}

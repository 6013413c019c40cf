using BatchNorm.Experiments;
using BatchNorm.Settings;
using BatchNorm.Training;

namespace BatchNorm.Selection;

/// <summary>The best of a group of runs, those that are as good, and how many were left out because they diverged.</summary>
public sealed class BestRun
{
    /// <summary>A group's name for whether batch normalization is used, beside the names of settings.</summary>
    public const string BatchNormalization = nameof(TrainingRun.UseBatchNorm);

    private BestRun(IReadOnlyList<TrainingRun> runs, IReadOnlyList<TrainingRun> best)
    {
        Runs = runs;
        Best = best;
    }

    /// <summary>What runs can be grouped by: every setting, and whether batch normalization is used.</summary>
    public static IReadOnlyList<string> GroupNames { get; } = [BatchNormalization, .. SettingTable.All.Select(setting => setting.Name)];

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
    /// <param name="groupBy">Names of <see cref="GroupNames"/>: runs that agree in all of them are a group. Without one, all runs are.</param>
    /// <exception cref="ArgumentException">A name is none of those.</exception>
    public static IReadOnlyList<BestRun> Of(IEnumerable<TrainingRun> runs, RunCriterion criterion, IReadOnlyList<string> groupBy)
    {
        ArgumentNullException.ThrowIfNull(groupBy);
        Func<TrainingRun, string>[] parts = [.. groupBy.Select(Part)];
        return [.. runs.GroupBy(run => string.Join('\n', parts.Select(part => part(run)))).Select(group => Of([.. group], criterion))];
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

    private static Func<TrainingRun, string> Part(string name)
    {
        if (name.Equals(BatchNormalization, StringComparison.OrdinalIgnoreCase))
            return run => $"{run.UseBatchNorm}";
        Setting setting = SettingTable.All.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Runs cannot be grouped by '{name}'. They can by {string.Join(", ", GroupNames)}.");
        return setting.Text;
    }
}

using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>Names the data of runs that are drawn together by what it is: two names of the same data become one, two datasets of the same name are told apart.</summary>
internal static class RunDatasets
{
    /// <summary>The same groups of runs, in which data has the same name where, and only where, it is the same.</summary>
    public static IReadOnlyList<IReadOnlyList<TrainingRun>> Named(IReadOnlyList<IReadOnlyList<TrainingRun>> groups)
    {
        var names = new DatasetNames(groups.SelectMany(group => group).Select(run => (run.Dataset, run.DatasetHash)));
        return [.. groups.Select(group => group.Select(run => run with { Dataset = names.Of(run.Dataset, run.DatasetHash) }).ToArray())];
    }
}

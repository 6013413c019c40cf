using BatchNorm.Experiments;
using BatchNorm.Training;

namespace BatchNorm.Exporting;

/// <summary>A run that is written for other programs, with what the comparison says of it that it comes from.</summary>
public sealed record ExportedRun
{
    /// <summary>The run.</summary>
    public required TrainingRun Run { get; init; }

    /// <summary>The number of the comparison that it is a side of, from 1 in the order they came; null for a run that came by itself.</summary>
    public int? Comparison { get; init; }

    /// <summary>What the experiment is called, as "In4" for one of the lesson's; empty where it has no name.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>Whether the other side of the comparison started from the same weights and saw the same batches; null for a run that came by itself.</summary>
    public bool? IsPaired { get; init; }

    /// <summary>The runs of comparisons, the one without batch normalization first, and after them those that came by themselves.</summary>
    public static IEnumerable<ExportedRun> Of(IReadOnlyList<BatchNormComparison> comparisons, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        ArgumentNullException.ThrowIfNull(runs);
        return [.. comparisons.SelectMany(Sides), .. runs.Select(run => new ExportedRun { Run = run })];
    }

    private static IEnumerable<ExportedRun> Sides(BatchNormComparison comparison, int index) =>
        from run in new[] { comparison.WithoutBatchNorm, comparison.WithBatchNorm }
        select new ExportedRun { Run = run, Comparison = index + 1, Experiment = comparison.Name, IsPaired = comparison.IsPaired };
}

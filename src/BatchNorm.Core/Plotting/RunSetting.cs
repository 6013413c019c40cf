using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>A setting of runs in words; a run that has no such thing, as one without batch normalization has no epsilon, says nothing.</summary>
/// <param name="Long">It and its value, as in a title; empty where the run has no such thing.</param>
/// <param name="Short">The same for a legend, which has less room.</param>
internal sealed record RunSetting(Func<TrainingRun, string> Long, Func<TrainingRun, string> Short)
{
    /// <summary>A setting that is as long in a legend as in a title.</summary>
    public RunSetting(Func<TrainingRun, string> text)
        : this(text, text)
    {
    }

    /// <summary>Whether a title names it even where it never varies.</summary>
    public bool IsTitled { get; init; }

    /// <summary>Whether a run has its usual value, which goes without saying where it never varies.</summary>
    public Func<TrainingRun, bool> IsUsual { get; init; } = _ => false;

    /// <summary>Whether those of the runs that have it differ in it.</summary>
    public bool Varies(IReadOnlyList<TrainingRun> runs) => runs.Select(Long).Where(text => text.Length > 0).Distinct().Skip(1).Any();

    /// <summary>The first of some runs that has it, or the first where none has.</summary>
    public TrainingRun Holder(IReadOnlyList<TrainingRun> runs) => runs.FirstOrDefault(run => Long(run).Length > 0) ?? runs[0];
}

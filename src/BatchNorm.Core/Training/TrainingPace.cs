namespace BatchNorm.Training;

/// <summary>
/// How fast trainings go, and how long they have left, from how far they were and when. The time before the first step, in which code is compiled and
/// weights are drawn, tells nothing of it, and nor do the first seconds after.
/// </summary>
public sealed class TrainingPace
{
    /// <summary>The time of training from which on an estimate is worth something.</summary>
    public static readonly TimeSpan Worthwhile = TimeSpan.FromSeconds(3);

    private (TimeSpan At, long Batches)? _first;
    private (TimeSpan At, long Batches) _latest;

    /// <summary>Steps a second, all trainings together, or null where it is too early to tell.</summary>
    public double? Rate => _first is { } first && _latest.At - first.At >= Worthwhile
        ? (_latest.Batches - first.Batches) / (_latest.At - first.At).TotalSeconds
        : null;

    /// <summary>Takes note of how far trainings are.</summary>
    /// <param name="now">Time since some moment, always the same one.</param>
    /// <param name="completedBatches">Steps done, all trainings together.</param>
    public void Note(TimeSpan now, long completedBatches)
    {
        _latest = (now, completedBatches);
        if (completedBatches > 0)
            _first ??= _latest;
    }

    /// <summary>The time that is left, or null where it is too early to tell or nothing goes on.</summary>
    /// <param name="totalBatches">Steps of all trainings together.</param>
    public TimeSpan? Left(long totalBatches) =>
        Rate is > 0 and var rate ? TimeSpan.FromSeconds(Math.Max(0, totalBatches - _latest.Batches) / rate) : null;
}

using BatchNorm.Training;

namespace BatchNorm.Plotting;

/// <summary>One pair of axes in a plot: validation accuracy over the training steps, with a line a run.</summary>
public sealed record AccuracyPanel
{
    /// <summary>Puts runs on one pair of axes.</summary>
    /// <param name="title">What sets this panel apart from the others; may be empty.</param>
    /// <param name="runs">The runs, in the legend's order; at least one.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public AccuracyPanel(string title, IReadOnlyList<TrainingRun> runs)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
            throw new ArgumentException("A panel needs at least one training run to draw.", nameof(runs));

        Title = title;
        Runs = [.. runs];
    }

    /// <summary>What sets this panel apart from the others; may be empty.</summary>
    public string Title { get; }

    /// <summary>The runs, in the legend's order.</summary>
    public IReadOnlyList<TrainingRun> Runs { get; }
}

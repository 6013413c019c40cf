using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// The validation accuracies of a run in the order of the steps: its samples, and the accuracy after its last step, at which no sample need have
/// been taken, so that the curve ends where the run did and at the number that the legend tells.
/// </summary>
internal sealed class RunCurve
{
    private readonly TrainingRun _run;
    private readonly AccuracySample[] _samples;

    public RunCurve(TrainingRun run)
    {
        _run = run;
        _samples = [.. run.Samples.OrderBy(sample => sample.Step)]; // smoothing depends on the order
        int last = run.TrainingBatches - 1;
        bool endsEarlier = last >= 0 && (_samples.Length == 0 || _samples[^1].Step < last);
        Steps = [.. _samples.Select(sample => sample.Step), .. endsEarlier ? [last] : Array.Empty<int>()];
        Accuracies = [.. _samples.Select(sample => sample.Accuracy), .. endsEarlier ? [run.ValidationAccuracy] : Array.Empty<double>()];
    }

    /// <summary>The steps.</summary>
    public int[] Steps { get; }

    /// <summary>The accuracy after each of the <see cref="Steps"/>.</summary>
    public double[] Accuracies { get; }

    /// <summary>Where the run was first seen to have diverged, which may be at its end, or null where it did not.</summary>
    public Coordinates? Divergence =>
        Array.Find(_samples, sample => !double.IsFinite(sample.Loss)) is { } diverged ? new Coordinates(diverged.Step, diverged.Accuracy)
        : _run.Diverged && Steps.Length > 0 ? new Coordinates(Steps[^1], Accuracies[^1])
        : null;
}

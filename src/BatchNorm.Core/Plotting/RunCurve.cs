using BatchNorm.Training;
using ScottPlot;

namespace BatchNorm.Plotting;

/// <summary>
/// What is drawn of a run, in the order of the steps: its samples and, where runs know it, the value after the last step, at which no sample need have
/// been taken, so that the curve ends where the run did and at the number that the legend tells.
/// </summary>
internal sealed class RunCurve
{
    private readonly TrainingRun _run;
    private readonly AccuracySample[] _samples;

    public RunCurve(TrainingRun run, PlottedMetric metric, HorizontalAxis axis)
    {
        _run = run;
        _samples = [.. run.Samples.OrderBy(sample => sample.Step)]; // smoothing depends on the order
        int last = run.TrainingBatches - 1;
        bool endsEarlier = metric.AfterLastStep is not null && last >= 0 && (_samples.Length == 0 || _samples[^1].Step < last);
        Positions = [.. _samples.Select(sample => axis.At(run, sample)), .. endsEarlier ? [axis.AfterLastStep(run)] : Array.Empty<double>()];
        Values = [.. _samples.Select(metric.At), .. endsEarlier ? [metric.AfterLastStep!(run)] : Array.Empty<double>()];
        End = Positions.Append(axis.Length(run)).Max();
    }

    /// <summary>Where its points lie along the horizontal axis.</summary>
    public double[] Positions { get; }

    /// <summary>The value at each of the <see cref="Positions"/>.</summary>
    public double[] Values { get; }

    /// <summary>Where the training ended.</summary>
    public double End { get; }

    /// <summary>
    /// Where the run was first seen to have diverged, which may be at its end, or at the last point before it where the value itself is no finite
    /// number; null where it did not diverge, or has no point.
    /// </summary>
    public Coordinates? Divergence
    {
        get
        {
            int first = Array.FindIndex(_samples, sample => !double.IsFinite(sample.Loss));
            if (first < 0)
                first = _run.Diverged ? Values.Length - 1 : -1;
            int drawn = first < 0 ? -1 : Array.FindLastIndex(Values, first, double.IsFinite);
            return drawn < 0 ? null : new Coordinates(Positions[drawn], Values[drawn]);
        }
    }
}

using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>The median step at which one side first reached a validation accuracy.</summary>
internal sealed class StepsMeasure(bool withBatchNorm, MeasurementSettings settings) : OutcomeMeasure(
    Invariant($"Median steps to {100 * settings.Accuracy:0.##} % {Side(withBatchNorm)} batch norm"), $"steps {Side(withBatchNorm)}")
{
    public override string ScaleName => "steps";

    public override string NumberInWords => "the median";

    public override string SpreadInWords(bool overSettings) => " and the first and the last, or how many got there";

    public override double LeastSpan => 10;

    /// <summary>A run that never got there counts with the steps that it was trained, which is too few rather than too many.</summary>
    public override double? NumberOf(BatchNormComparison comparison)
    {
        Outcome outcome = OutcomeOf(comparison, withBatchNorm);
        return outcome.KnowsStepsTo(settings.Accuracy) ? outcome.StepsTo(settings.Accuracy) ?? comparison.TrainingBatches : null;
    }

    public override Measured Over(IReadOnlyList<BatchNormComparison> comparisons, bool overSettings)
    {
        Outcome[] outcomes = [.. comparisons.Select(comparison => OutcomeOf(comparison, withBatchNorm))];
        SideMeasurement side = SideMeasurement.Of(outcomes, settings);
        int diverged = Diverged(comparisons, withBatchNorm);
        if (side.ReachedCount is not { } reached)
            return new Measured(null, "not known", "", diverged, outcomes.Length);

        int[] steps = [.. outcomes.Select(outcome => outcome.StepsTo(settings.Accuracy)).OfType<int>()];
        string spread = outcomes.Length == 1 ? ""
            : reached < outcomes.Length ? Invariant($"{reached} of {outcomes.Length}")
            : $"{Write(steps.Min())} to {Write(steps.Max())}";
        return new Measured(side.MedianSteps, side.MedianSteps is { } median ? Write(median) : "never", spread, diverged, outcomes.Length);
    }

    public override string Write(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

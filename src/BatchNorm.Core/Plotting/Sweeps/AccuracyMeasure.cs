using System.Globalization;
using BatchNorm.Experiments;
using BatchNorm.Statistics;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>The mean test accuracy of one side.</summary>
internal sealed class AccuracyMeasure(bool withBatchNorm)
    : OutcomeMeasure($"Test accuracy {Side(withBatchNorm)} batch norm", $"accuracy {Side(withBatchNorm)}")
{
    public override string ScaleName => "accuracy";

    public override string NumberInWords => "the mean";

    public override string SpreadInWords(bool overSettings) => " \u00b1 the standard deviation";

    public override double LeastSpan => 0.01;

    public override double? NumberOf(BatchNormComparison comparison) => OutcomeOf(comparison, withBatchNorm).TestAccuracy;

    public override Measured Over(IReadOnlyList<BatchNormComparison> comparisons, bool overSettings)
    {
        MeanEstimate mean = MeanEstimate.Of(comparisons.Select(comparison => OutcomeOf(comparison, withBatchNorm).TestAccuracy));
        string spread = mean.StandardDeviation is { } deviation ? $"\u00b1 {Write(deviation)}" : "";
        return new Measured(mean.Mean, Write(mean.Mean), spread, Diverged(comparisons, withBatchNorm), comparisons.Count);
    }

    public override string Write(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

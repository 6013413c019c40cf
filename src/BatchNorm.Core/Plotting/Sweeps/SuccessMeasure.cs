using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>The share of one side's runs that ended with a test accuracy and did not diverge.</summary>
internal sealed class SuccessMeasure(bool withBatchNorm, MeasurementSettings settings) : OutcomeMeasure(
    Invariant($"Runs {Side(withBatchNorm)} batch norm that reach {100 * settings.Threshold:0.##} %"), $"success {Side(withBatchNorm)}")
{
    public override string ScaleName => "success";

    public override string NumberInWords => "the share";

    public override string SpreadInWords(bool overSettings) => " and of how many runs";

    public override IReadOnlyList<double> Ends => [0, 1];

    public override double LeastSpan => 1;

    public override double? NumberOf(BatchNormComparison comparison) => OutcomeOf(comparison, withBatchNorm).IsSuccess(settings.Threshold) ? 1 : 0;

    public override Measured Over(IReadOnlyList<BatchNormComparison> comparisons, bool overSettings)
    {
        SideMeasurement side = SideMeasurement.Of([.. comparisons.Select(comparison => OutcomeOf(comparison, withBatchNorm))], settings);
        string counts = Invariant($"{side.Success.Count} of {side.Success.Total}");
        return new Measured(side.Success.Share, Write(side.Success.Share), counts, Diverged(comparisons, withBatchNorm), comparisons.Count);
    }

    public override string Write(double value) => Invariant($"{100 * value:0} %");
}

using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>What batch normalization adds to the test accuracy, with the interval of its mean over the pairs.</summary>
internal sealed class DifferenceMeasure(MeasurementSettings settings) : OutcomeMeasure("Difference: with \u2212 without", "difference")
{
    public override string ScaleName => "difference";

    public override string SpreadInWords => Invariant($"from and to the ends of the {100 * settings.ConfidenceLevel:0.##} % interval");

    public override bool IsDifference => true;

    public override double? NumberOf(BatchNormComparison comparison) => comparison.TestAccuracyWith - comparison.TestAccuracyWithout;

    public override Measured Over(IReadOnlyList<BatchNormComparison> comparisons)
    {
        PairMeasurement pairs = PairMeasurement.Of(comparisons, settings.ConfidenceLevel);
        string interval = pairs.Interval is { } ends ? $"{Write(ends.Low)} to {Write(ends.High)}" : "";
        int diverged = comparisons.Count(comparison => comparison.WithoutBatchNorm.Diverged && comparison.WithBatchNorm.Diverged);
        return new Measured(pairs.Difference.Mean, Write(pairs.Difference.Mean), interval, diverged, comparisons.Count);
    }

    public override string Write(double value) => ColorScale.Signed(value, "0.000");
}

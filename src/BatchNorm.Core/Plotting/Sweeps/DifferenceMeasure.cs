using BatchNorm.Experiments;
using BatchNorm.Measurements;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>What batch normalization adds to the test accuracy, with the interval of its mean over the pairs.</summary>
internal sealed class DifferenceMeasure(MeasurementSettings settings) : OutcomeMeasure("Difference: with \u2212 without", "difference")
{
    public override string ScaleName => "difference";

    public override string NumberInWords => "the mean";

    public override string SpreadInWords(bool overSettings) => overSettings
        ? " \u00b1 the standard deviation"
        : Invariant($" and its {100 * settings.ConfidenceLevel:0.##} % interval");

    public override bool IsDifference => true;

    public override double LeastSpan => 0.02;

    public override double? NumberOf(BatchNormComparison comparison) => comparison.TestAccuracyWith - comparison.TestAccuracyWithout;

    public override Measured Over(IReadOnlyList<BatchNormComparison> comparisons, bool overSettings)
    {
        int diverged = comparisons.Count(comparison => comparison.WithoutBatchNorm.Diverged && comparison.WithBatchNorm.Diverged);
        PairMeasurement pairs = PairMeasurement.Of(
            comparisons.Select(comparison => comparison.TestAccuracyWith - comparison.TestAccuracyWithout), settings.ConfidenceLevel);

        // An interval is of repeats: differences of several settings are spread by more than chance.
        string spread = overSettings
            ? pairs.Difference.StandardDeviation is { } deviation ? $"\u00b1 {Unsigned(deviation)}" : ""
            : pairs.Interval is { } ends ? $"{Unsigned(ends.Low)} to {Unsigned(ends.High)}" : "";
        return new Measured(pairs.Difference.Mean, Write(pairs.Difference.Mean), spread, diverged, comparisons.Count);
    }

    // An end below 0 has its minus; a plus would only take room.
    private static string Unsigned(double value) => ColorScale.Signed(value, "0.000").TrimStart('+');

    public override string Write(double value) => ColorScale.Signed(value, "0.000");
}

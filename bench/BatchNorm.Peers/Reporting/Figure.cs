using System.Globalization;

namespace BatchNorm.Peers.Reporting;

/// <summary>What several measurements of the same thing came to.</summary>
internal sealed record Figure(double Median, double Least, double Most)
{
    /// <summary>The median of measurements and their range.</summary>
    public static Figure Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new Figure(median, sorted[0], sorted[^1]);
    }

    /// <summary>
    /// The ratio of two things measured in the same rounds: taken round by round, so that what slows the machine down for a
    /// while slows both sides.
    /// </summary>
    public static Figure Ratio(IEnumerable<double> numerators, IEnumerable<double> denominators) =>
        Of(numerators.Zip(denominators, (numerator, denominator) => numerator / denominator));

    /// <summary>The median and, where there is one, the range.</summary>
    public override string ToString() => Least == Most
        ? Format(Median)
        : $"{Format(Median)} ({Format(Least)} to {Format(Most)})";

    /// <summary>A number with three digits that count, more where it is large.</summary>
    public static string Format(double value) => value.ToString(
        Math.Abs(value) switch { >= 99.95 => "N0", >= 9.995 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture);
}

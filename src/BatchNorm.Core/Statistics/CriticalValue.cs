using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace BatchNorm.Statistics;

/// <summary>
/// How far from 0 a two-sided interval reaches: with the probability asked for, a value of the distribution lies within minus and plus
/// the critical value.
/// </summary>
internal static class CriticalValue
{
    private const double RelativeError = 1e-12;
    private const int MostIterations = 200;

    /// <summary>Of the standard normal distribution: 1.960 for 0.95.</summary>
    public static double Normal(double confidence) => -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Tail(confidence));

    /// <summary>Of Student's t distribution: 12.706 for 0.95 with one degree of freedom; their number need not be whole.</summary>
    public static double Student(double degreesOfFreedom, double confidence)
    {
        // The library's own inverse looks between -800 and 800 only, and fails beyond: 0.9999 with one degree of freedom is 6,366.
        double tail = Tail(confidence);
        double beyond = 1;
        while (Excess(beyond) > 0)
            beyond *= 2;
        return Brent.FindRoot(Excess, 0, beyond, RelativeError, MostIterations);

        double Excess(double t) => (StudentT.CDF(0, 1, degreesOfFreedom, -t) / tail) - 1;
    }

    /// <summary>The probability of what lies beyond on either side.</summary>
    private static double Tail(double confidence) => confidence is > 0 and < 1
        ? (1 - confidence) / 2
        : throw new ArgumentOutOfRangeException(
            nameof(confidence), confidence, "A confidence level is a probability between 0 and 1, such as 0.95.");
}

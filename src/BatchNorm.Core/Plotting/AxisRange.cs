using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>From where to where an axis goes, in the units of what it shows.</summary>
public readonly record struct AxisRange
{
    // Beyond these, the numbers along the axis could not be told apart or written.
    private const double Greatest = 1e100, LeastShare = 1e-9;

    /// <summary>Describes a range.</summary>
    /// <param name="low">The lower end, from -1e100 to 1e100.</param>
    /// <param name="high">The upper end, above the lower one.</param>
    /// <exception cref="ArgumentException">An end is no such number, or the upper one is not above the lower one.</exception>
    public AxisRange(double low, double high)
    {
        double magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        if (!(magnitude <= Greatest))
            throw new ArgumentException(Text($"An axis cannot go from {low} to {high}. Give two finite numbers, such as 0.9 and 1."));
        if (!(high - low > LeastShare * magnitude))
            throw new ArgumentException(Text($"An axis cannot go from {low} to {high}: its upper end must lie above the lower one. Give the lower number first, such as 0.9 and 1."));
        (Low, High) = (low, high);
    }

    /// <summary>The lower end.</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>Whether a value lies in it, the ends included.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

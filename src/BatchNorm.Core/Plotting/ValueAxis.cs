using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>A vertical axis: from where to where, and the numbers written along it.</summary>
/// <param name="Minimum">The value at its lower end.</param>
/// <param name="Maximum">The value at its upper end.</param>
/// <param name="Ticks">The values that are written along it.</param>
/// <param name="Labels">How each is written.</param>
internal sealed record ValueAxis(double Minimum, double Maximum, double[] Ticks, string[] Labels)
{
    /// <summary>From 0 to 1 in tenths.</summary>
    public static ValueAxis Share { get; } = WithTicks(0, 1, 0.1);

    private static ValueAxis WithTicks(double minimum, double maximum, double step)
    {
        int first = (int)Math.Ceiling(minimum / step), last = (int)Math.Floor(maximum / step);
        double[] ticks = [.. Enumerable.Range(first, last - first + 1).Select(i => i * step)];
        int decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step)));
        return new ValueAxis(
            minimum, maximum, ticks, [.. ticks.Select(tick => tick.ToString($"N{decimals}", CultureInfo.InvariantCulture))]);
    }
}

using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>A vertical axis: from where to where, and the numbers written along it.</summary>
/// <param name="Minimum">The value at its lower end.</param>
/// <param name="Maximum">The value at its upper end.</param>
/// <param name="Ticks">The values that are written along it.</param>
/// <param name="Labels">How each is written.</param>
internal sealed record ValueAxis(double Minimum, double Maximum, double[] Ticks, string[] Labels)
{
    private const int MostTicks = 6;
    private const double Room = 0.04, Rounding = 1e-9;

    /// <summary>From 0 to 1 in tenths.</summary>
    public static ValueAxis Share { get; } = WithTicks(0, 1, 0.1);

    /// <summary>Over all of some values, with some room above and below, and round numbers along it.</summary>
    /// <param name="values">Finite values; where there are none the axis goes from -1 to 1.</param>
    public static ValueAxis Covering(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double least = all.Length == 0 ? -1 : all.Min(), greatest = all.Length == 0 ? 1 : all.Max();

        // Where all values are one, about as much as float32 numbers of that size are rounded by, so that the ticks differ.
        double range = Math.Max(greatest - least, Math.Max(1e-6 * Math.Max(Math.Abs(least), Math.Abs(greatest)), 1e-6));
        double middle = least + ((greatest - least) / 2), half = range * (0.5 + Room);
        return WithTicks(middle - half, middle + half, RoundStep(2 * half / MostTicks));
    }

    /// <summary>The least of 1, 2, 5, 10, 20, 50, ... and of their tenths, hundredths, ... that is no less than wanted.</summary>
    private static double RoundStep(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double factor = wanted / power * (1 - Rounding);
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    private static ValueAxis WithTicks(double minimum, double maximum, double step)
    {
        double first = Math.Ceiling(minimum / step);
        int count = (int)(Math.Floor(maximum / step) - first) + 1;
        double[] ticks = [.. Enumerable.Range(0, count).Select(i => Math.Clamp((first + i) * step, minimum, maximum))]; // the product may be rounded past an end
        int decimals = (int)Math.Max(0, -Math.Floor(Math.Log10(step) + Rounding));
        string format = Math.Max(Math.Abs(minimum), Math.Abs(maximum)) is < 1e6 && step >= 1e-4 ? $"N{decimals}" : "0.##e0;-0.##e0;0";
        return new ValueAxis(minimum, maximum, ticks, [.. ticks.Select(tick => tick.ToString(format, CultureInfo.InvariantCulture))]);
    }
}

using System.Globalization;

namespace BatchNorm.Plotting;

/// <summary>A vertical axis: from where to where, and the numbers written along it.</summary>
/// <param name="Minimum">The value at its lower end.</param>
/// <param name="Maximum">The value at its upper end.</param>
/// <param name="Ticks">The values that are written along it.</param>
/// <param name="Labels">How each is written.</param>
internal sealed record ValueAxis(double Minimum, double Maximum, double[] Ticks, string[] Labels)
{
    private const int MostTicks = 6, MostDecades = 8, DecadesWithHalves = 2;
    private const double Room = 0.04, LeastRatio = 1.1, Rounding = 1e-9;

    // How far below the lower end of a logarithmic axis 0 stands, in shares of its length, and how far the axis then goes on.
    private const double BelowDecades = 0.1, BelowZero = 0.04;

    /// <summary>The value at whose place 0 stands on a logarithmic axis; null where it has no place of its own.</summary>
    public double? Zero { get; private init; }

    /// <summary>Whether equal ratios, and not equal differences, are equally far apart.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Values with a shorter tick and nothing written.</summary>
    public double[] MinorTicks { get; init; } = [];

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

    /// <summary>From one value to another, with round numbers along it.</summary>
    public static ValueAxis Between(double minimum, double maximum) => WithTicks(minimum, maximum, RoundStep((maximum - minimum) / MostTicks));

    /// <summary>Over all of some values above 0, logarithmically, with some room on both sides; where 0 is among them it has a place below the others.</summary>
    /// <param name="values">Those that are not finite, or below 0, do not count.</param>
    /// <param name="greatest">The greatest value there can be, beyond which the axis goes only as far as values do.</param>
    public static ValueAxis LogarithmicOver(IEnumerable<double> values, double greatest = double.PositiveInfinity)
    {
        double[] all = [.. values.Where(value => value >= 0 && double.IsFinite(value))];
        double[] positive = [.. all.Where(value => value > 0)];
        (double least, double most) = positive.Length == 0 ? (0.001, 1) : (positive.Min(), positive.Max());
        double room = Math.Max(Math.Pow(10, Room * (Math.Log10(most) - Math.Log10(least))), LeastRatio);
        ValueAxis axis = Logarithmic(least / room, Math.Min(Math.Min(most * room, double.MaxValue), Math.Max(greatest, most)));
        return all.Length == positive.Length ? axis : axis.WithZero();
    }

    /// <summary>From one value to another, logarithmically: a number a decade, and others between where there are few decades.</summary>
    /// <param name="minimum">Above 0.</param>
    /// <param name="maximum">Above the minimum.</param>
    public static ValueAxis Logarithmic(double minimum, double maximum)
    {
        minimum = Math.Max(minimum, double.Epsilon);
        int first = (int)Math.Floor(Math.Log10(minimum) + Rounding), last = (int)Math.Ceiling(Math.Log10(maximum) - Rounding);
        bool hasHalves = Math.Log10(maximum / minimum) <= DecadesWithHalves;
        int every = Math.Max(1, (int)Math.Ceiling((last - first) / (double)MostDecades));
        int[] exponents = [.. Enumerable.Range(first, last - first + 1)];
        double[] ticks = Inside(exponents.Where(exponent => exponent % every == 0), hasHalves ? [1, 2, 5] : [1]);
        if (ticks.Length < 3)
            ticks = WithTicks(minimum, maximum, RoundStep((maximum - minimum) / MostTicks)).Ticks;
        double[] minor = Inside(exponents, every == 1 ? [2, 3, 4, 5, 6, 7, 8, 9] : [1]);
        return new ValueAxis(minimum, maximum, ticks, [.. ticks.Select(Label)]) { IsLogarithmic = true, MinorTicks = [.. minor.Except(ticks)] };

        double[] Inside(IEnumerable<int> exponents, int[] factors) =>
        [
            .. exponents.SelectMany(exponent => factors.Select(factor => double.Parse(FormattableString.Invariant($"{factor}e{exponent}"), CultureInfo.InvariantCulture)))
                .Where(tick => tick >= minimum * (1 - Rounding) && tick <= maximum * (1 + Rounding)).Select(tick => Math.Clamp(tick, minimum, maximum)),
        ];
        static string Label(double tick) => tick.ToString(tick is >= 1e-4 and < 1e5 ? "#,0.######" : "0.##e0", CultureInfo.InvariantCulture);
    }

    /// <summary>Where a value lies: itself, or its logarithm. A logarithmic axis has no place for 0 unless it was given one: it lies at the lower end.</summary>
    public double Position(double value) => !IsLogarithmic ? value : Math.Log10(value > 0 ? value : Zero ?? Minimum);

    private ValueAxis WithZero()
    {
        double zero = Below(BelowDecades);
        return this with { Zero = zero, Minimum = Below(BelowDecades + BelowZero), Ticks = [0, .. Ticks], Labels = ["0", .. Labels] };

        double Below(double share) => Math.Max(double.Epsilon, Minimum * Math.Pow(Minimum / Maximum, share));
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
        double greatest = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        bool isPlain = greatest < 1e6 && (step >= 1e-4 || (step >= 1e-9 && greatest >= 0.01));
        string format = isPlain ? $"N{decimals}" : "0.##e0;-0.##e0;0";
        return new ValueAxis(minimum, maximum, ticks, [.. ticks.Select(tick => tick.ToString(format, CultureInfo.InvariantCulture))]);
    }
}

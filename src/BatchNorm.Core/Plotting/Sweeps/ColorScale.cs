using System.Globalization;
using ScottPlot;
using ScottPlot.Colormaps;
using SkiaSharp;

namespace BatchNorm.Plotting.Sweeps;

/// <summary>Which colour stands for a number.</summary>
/// <remarks>
/// Quantities are viridis (van der Walt and Smith, 2015), whose lightness grows with the number, so that it stays in order in grey and for every colour
/// vision. Differences go from the colour of runs without batch normalization (vermilion) over white to that of runs with it (blue), of Okabe and Ito
/// (2008): in grey the ends are alike, and the sign that every difference is written with tells them apart.
/// </remarks>
internal sealed record ColorScale
{
    // The lightest part of viridis, which a line on white needs to leave out.
    private const double EndForLines = 0.82;

    private static readonly Viridis Sequential = new();
    private static readonly SKColor Without = new(0xD5, 0x5E, 0x00), With = new(0x00, 0x72, 0xB2), Neither = new(0xF7, 0xF7, 0xF7), NeitherLine = new(0xA0, 0xA0, 0xA0);

    private ColorScale(double low, double high, bool isDifference, Func<double, string> write)
    {
        Low = low;
        High = high;
        IsDifference = isDifference;
        Write = write;
    }

    /// <summary>The number at the scale's lower end.</summary>
    public double Low { get; }

    /// <summary>The number at its upper end.</summary>
    public double High { get; }

    /// <summary>Whether it is centred at 0.</summary>
    public bool IsDifference { get; }

    /// <summary>How a number of it is written.</summary>
    public Func<double, string> Write { get; }

    /// <summary>The numbers to be written along it.</summary>
    public IReadOnlyList<double> Ticks => [Low, (Low + High) / 2, High];

    /// <summary>
    /// A scale of an outcome over some numbers; differences have as much room on either side of 0. Numbers that are nearly the same have nearly the
    /// same colour.
    /// </summary>
    public static ColorScale Over(IEnumerable<double> values, OutcomeMeasure measure)
    {
        double[] all = [.. values.Where(double.IsFinite).Concat(measure.Ends).DefaultIfEmpty(0)];
        double low = all.Min(), high = all.Max(), span = Math.Max(high - low, measure.LeastSpan);
        double most = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)), measure.LeastSpan / 2);
        return measure.IsDifference
            ? new ColorScale(-most, most, true, measure.Write)
            : new ColorScale(Math.Max(0, high - span), Math.Max(high, span), false, measure.Write);
    }

    /// <summary>The colour of a number; one beyond an end has that of the end.</summary>
    public SKColor At(double value) => IsDifference ? Diverging(Place(value), Neither) : Sequential.GetColor(Place(value)).ToSKColor();

    /// <summary>The colour of a number where it is a line on white.</summary>
    public SKColor LineAt(double value) => IsDifference ? Diverging(Place(value), NeitherLine) : Sequential.GetColor(EndForLines * Place(value)).ToSKColor();

    /// <summary>Where between the ends a number lies, 0 to 1.</summary>
    public double Place(double value) => High > Low ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 0.5;

    /// <summary>Black or white, whichever is easier to read on a colour: by the contrast of WCAG 2.2, which is then at least 4.5.</summary>
    public static SKColor Readable(SKColor background)
    {
        double luminance = (0.2126 * Linear(background.Red)) + (0.7152 * Linear(background.Green)) + (0.0722 * Linear(background.Blue));
        return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? SKColors.Black : SKColors.White;
    }

    /// <summary>A number of some decimals with its sign, which is told by a minus as wide as a plus.</summary>
    public static string Signed(double value, string format) => value.ToString($"+{format};\u2212{format};{format}", CultureInfo.InvariantCulture);

    private static double Linear(byte channel)
    {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static SKColor Diverging(double place, SKColor middle) =>
        place < 0.5 ? Mixed(Without, middle, 2 * place) : Mixed(middle, With, (2 * place) - 1);

    private static SKColor Mixed(SKColor one, SKColor other, double share)
    {
        byte Channel(byte from, byte to) => (byte)Math.Round(from + (share * (to - from)));
        return new SKColor(Channel(one.Red, other.Red), Channel(one.Green, other.Green), Channel(one.Blue, other.Blue));
    }
}
